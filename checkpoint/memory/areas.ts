import type { VmaEntry } from "criu-images/messages/vma-entry";
import { REFERENCES } from "criu-images/relations";
import { type Entry, firstCase } from "./conditions.ts";
import { MemoryError } from "./error.ts";
import { MAPPED } from "./objects.ts";

/** An area of memory. Areas ascend and do not overlap. */
export interface Area {
  readonly start: bigint;
  /** First address after the area. */
  readonly end: bigint;
  readonly entry: VmaEntry;
  /** Content that pages have until the process writes them: zeros, an object, or nothing that is readable. */
  readonly content: "zeros" | "object" | "kernel" | "guard";
  /** Space and id of the object that is mapped, as in relations: a file or a segment. */
  readonly object?: { readonly space: string; readonly id: bigint };
  /** Offset of the first byte in the object. */
  readonly offset: bigint;
}

/** VMA_AREA_REGULAR, VMA_AREA_VVAR and VMA_AREA_GUARD of `vma_entry.status`. */
const REGULAR = 0x1;
const VVAR = 0x1000;
const GUARD = 0x1_0000;

/**
 * Computes the areas of a process. Guard areas lie in others, which they split.
 *
 * @throws {MemoryError} `bad-areas` if areas overlap
 */
export function areasOf(vmas: readonly VmaEntry[]): Area[] {
  const all = vmas.map(areaOf).sort(byStart);
  const guards = all.filter(({ content }) => content === "guard");
  const others = all.filter(({ content }) => content !== "guard");
  for (const list of [guards, others]) refuseOverlap(list);
  return guards.length === 0 ? others : [...cutAll(others, guards), ...guards].sort(byStart);
}

function byStart(a: Area, b: Area): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : 0;
}

function refuseOverlap(areas: readonly Area[]): void {
  let last = 0n;
  for (const { start, end } of areas) {
    if (start < last || end < start)
      throw new MemoryError("bad-areas", "areas overlap, or end before they begin", start);
    last = end;
  }
}

function areaOf(entry: VmaEntry): Area {
  const { start, end, status, shmid, pgoff } = entry;
  const area = { start, end, entry, offset: pgoff };
  if ((status & GUARD) !== 0) return { ...area, content: "guard" };
  if ((status & REGULAR) === 0 || (status & VVAR) !== 0) return { ...area, content: "kernel" };
  const mapped = firstCase(REFERENCES[MAPPED] ?? [], entry as unknown as Entry);
  if (mapped === undefined || mapped.to === "none") return { ...area, content: "zeros" };
  return { ...area, content: "object", object: { space: mapped.to, id: shmid } };
}

/** Returns the parts of areas outside of the guards; both lists ascend. */
function cutAll(areas: readonly Area[], guards: readonly Area[]): Area[] {
  let first = 0;
  return areas.flatMap((area) => {
    while ((guards[first]?.end ?? area.end) <= area.start) first++;
    const parts: Area[] = [];
    let { start } = area;
    for (let i = first; start < area.end; i++) {
      const guard = guards[i];
      if (guard === undefined || guard.start >= area.end) return [...parts, part(area, start, area.end)];
      if (guard.start > start) parts.push(part(area, start, guard.start));
      start = guard.end;
    }
    return parts;
  });
}

function part(area: Area, start: bigint, end: bigint): Area {
  return { ...area, start, end, offset: area.offset + (start - area.start) };
}
