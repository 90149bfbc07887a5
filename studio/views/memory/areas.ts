import type { Memory } from "criu-checkpoint";
import { areaName, protection } from "../../../inspect/memory/kind.ts";
import { pathAt } from "../../../inspect/memory/path.ts";

/** An area of memory as the page shows it. */
export interface AreaRow {
  readonly start: bigint;
  /** First address after the area. */
  readonly end: bigint;
  /** Protection and sharing, such as `r-xp`. */
  readonly protection: string;
  /** Path of the file, or a name in brackets; absent for anonymous memory. */
  readonly name?: string;
  /** Offset of the first byte in the file or segment. */
  readonly offset?: bigint;
  /** Number of bytes by their source: `here`, in a `parent` or a `file`, `zeros`, `lazy`, `lost` … */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Address space of a process. */
export interface AddressSpace {
  readonly pageSize: number;
  /** Number of bytes in an address. */
  readonly wordSize: 4 | 8;
  readonly littleEndian: boolean;
  readonly areas: readonly AreaRow[];
}

/** Describes the areas of a process, in the order of their addresses. */
export async function addressSpace(memory: Memory): Promise<AddressSpace> {
  const { pageSize, words } = memory;
  const areas: AreaRow[] = [];
  for (const area of memory.areas) {
    const name = await areaName(memory, area, pathAt);
    const { kinds } = await memory.tally(area.start, area.end);
    areas.push({
      start: area.start,
      end: area.end,
      protection: protection(area),
      ...(name !== undefined && { name }),
      ...(area.object !== undefined && { offset: area.offset }),
      bytes: Object.fromEntries([...kinds].map(([kind, count]) => [kind, Number(count)])),
    });
  }
  return { pageSize, wordSize: words.size, littleEndian: words.littleEndian, areas };
}
