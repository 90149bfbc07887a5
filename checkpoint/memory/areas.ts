import type { VmaEntry } from "criu-images/messages/vma-entry";
import { REFERENCES } from "criu-images/relations";
import { type Entry, firstCase } from "./conditions.ts";
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

/** Computes the areas of a process. Guard areas lie in others, which they split. */
export function areasOf(vmas: readonly VmaEntry[]): Area[] {
  const all = vmas.map(areaOf).sort((a, b) => (a.start < b.start ? -1 : 1));
  const guards = all.filter(({ content }) => content === "guard");
  if (guards.length === 0) return all;
  const others = all.filter(({ content }) => content !== "guard");
  return [...others.flatMap((area) => cut(area, guards)), ...guards].sort((a, b) => (a.start < b.start ? -1 : 1));
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

/** Returns the parts of an area outside of the guards. */
function cut(area: Area, guards: readonly Area[]): Area[] {
  const parts: Area[] = [];
  let { start } = area;
  for (const guard of guards) {
    if (guard.end <= start || guard.start >= area.end) continue;
    if (guard.start > start) parts.push(part(area, start, guard.start));
    start = guard.end;
  }
  return start < area.end ? [...parts, part(area, start, area.end)] : parts;
}

function part(area: Area, start: bigint, end: bigint): Area {
  return { ...area, start, end, offset: area.offset + (start - area.start) };
}

/** Finds the area with an address, or the next one after it. */
export function areaFrom(areas: readonly Area[], address: bigint): Area | undefined {
  let [low, high] = [0, areas.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((areas[middle]?.end ?? 0n) > address) high = middle;
    else low = middle + 1;
  }
  return areas[low];
}
