import type { Memory } from "criu-checkpoint";
import { hex } from "../explore/hex.ts";
import { type PageCounts, pagesOf } from "../explore/memory.ts";
import { areaName, protection } from "./kind.ts";

/** An area of memory, and the sources of its pages. */
export interface MappedArea extends PageCounts {
  start: string;
  /** First address after the area. */
  end: string;
  /** Protection and sharing, such as `r-xp`. */
  prot: string;
  /** Path of the file, or a name in brackets, such as `[heap]`. */
  name?: string;
  /** Offset in the file or segment, in bytes; absent for 0. */
  offset?: string;
}

/** Maps the areas of a process, in the order of their addresses. */
export async function mapOf(memory: Memory): Promise<MappedArea[]> {
  const rows: MappedArea[] = [];
  for (const area of memory.areas) {
    const name = await areaName(memory, area);
    rows.push({
      start: hex(area.start),
      end: hex(area.end),
      prot: protection(area),
      ...(name === undefined ? {} : { name }),
      ...(area.offset === 0n || area.object === undefined ? {} : { offset: hex(area.offset) }),
      ...pagesOf(await memory.tally(area.start, area.end), memory.pageSize),
    });
  }
  return rows;
}
