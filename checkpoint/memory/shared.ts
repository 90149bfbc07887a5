import type { Checkpoint } from "../open/checkpoint.ts";
import type { Area } from "./areas.ts";
import { Memory, type MemoryOptions } from "./memory.ts";
import type { PageSet } from "./page-set.ts";
import type { Tally } from "./tally.ts";

/** Shared memory with pages in the checkpoint: anonymous memory, a memfd, or a System V segment. */
export interface SharedMemory {
  /** Id of the segment in the names of its images. */
  readonly id: number | bigint;
  /** Areas that map it, in the order of the processes; some map it privately. */
  readonly areas: readonly { readonly pid: number; readonly area: Area }[];
  /** Number of bytes up to the last one that is mapped. */
  readonly size: bigint;
  /** Counts its bytes by their sources, as `tally` of a memory does. */
  readonly tally: Tally;
}

/**
 * Lists the shared memory of all processes, each segment once.
 *
 * @throws {ImageError} if an image is not valid
 * @throws {MemoryError} `bad-areas`, `bad-runs`, `bad-form`
 */
export async function sharedMemory(checkpoint: Checkpoint, options: MemoryOptions = {}): Promise<SharedMemory[]> {
  const areas = new Map<PageSet, { readonly pid: number; readonly area: Area }[]>();
  let beside: Memory | undefined;
  for (const { image, id } of checkpoint.images) {
    if (image !== "MM") continue;
    const pid = Number(id);
    const memory: Memory = await Memory.open(checkpoint, pid, { ...options, ...(beside && { beside }) });
    beside ??= memory;
    for (const area of memory.areas) {
      const set = await memory.pagesOf(area);
      if (set === undefined) continue;
      areas.set(set, [...(areas.get(set) ?? []), { pid, area }]);
    }
  }
  return await Promise.all([...areas].map(([set, list]) => described(set, list)));
}

async function described(set: PageSet, areas: SharedMemory["areas"]): Promise<SharedMemory> {
  const ends = areas.map(({ area: { start, end, offset } }) => offset + (end - start));
  const size = ends.reduce((last, end) => (end > last ? end : last), 0n);
  return { id: set.id, areas, size, tally: await set.tallyOfObject(0n, size) };
}
