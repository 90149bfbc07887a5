import { type Memory, MemoryError, openMemory, type Tally } from "criu-checkpoint";
import { type Folder, noCheckpoint } from "./folder.ts";

/** Texts in the memory of a process; none, and the reason, if they cannot be read. */
export interface Texts {
  readonly texts: string[];
  readonly problem?: string;
}

/** Reads texts in the memory of a process. Their pages may be missing: then the rest of a listing is still of use. */
export async function textsOf(
  folder: Folder,
  pid: number,
  read: (memory: Memory) => Promise<string[]>,
): Promise<Texts> {
  const { checkpoint } = folder.source;
  if (checkpoint === undefined) throw await noCheckpoint(folder);
  try {
    return { texts: await read(await openMemory(checkpoint, pid)) };
  } catch (error) {
    if (error instanceof MemoryError) return { texts: [], problem: error.message };
    throw error;
  }
}

/** Numbers of pages. */
export interface PageCounts {
  /** By their source: `here`, in a `parent` or a `file`, `zeros`, `lazy`, `lost`, `no-access`. */
  pages: Readonly<Record<string, bigint>>;
  /** Those of compressed runs, by the compression. */
  compressed?: Readonly<Record<string, bigint>>;
}

/** Kinds that are counted as others. */
const KINDS: Readonly<Record<string, string>> = { "no-parent": "parent", unmapped: "no-access" };

/** Converts numbers of bytes by source to numbers of pages. */
export function pagesOf({ kinds, compressed }: Tally, pageSize: number): PageCounts {
  const page = BigInt(pageSize);
  const pages: Record<string, bigint> = {};
  for (const [name, bytes] of kinds) {
    const kind = KINDS[name] ?? name;
    pages[kind] = (pages[kind] ?? 0n) + bytes / page;
  }
  const packed = [...compressed].map(([codec, bytes]) => [codec, bytes / page] as const);
  return { pages, ...(packed.length > 0 && { compressed: Object.fromEntries(packed) }) };
}

/** Opens the memory of a process for counts; `undefined` if its pages are not described. */
export async function memoryOf(
  { source, schema }: Folder,
  pid: number,
  beside: Memory | undefined,
): Promise<Memory | undefined> {
  const { checkpoint } = source;
  if (checkpoint === undefined) return undefined;
  try {
    return await openMemory(checkpoint, pid, { format: await schema.format(), ...(beside && { beside }) });
  } catch (error) {
    if (error instanceof MemoryError) return undefined;
    throw error;
  }
}
