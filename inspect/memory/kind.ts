import type { Area, Memory } from "criu-checkpoint";
import { STATUS } from "../explore/area-status.ts";

/** Names of areas by the bits VMA_AREA_* of `vma_entry.status`, in the order of their precedence. */
const BITS: readonly (readonly [bit: number, name: string])[] = [
  [STATUS.GUARD, "[guard]"],
  [STATUS.VSYSCALL, "[vsyscall]"],
  [STATUS.VVAR, "[vvar]"],
  [STATUS.VDSO, "[vdso]"],
  [STATUS.HEAP, "[heap]"],
  [STATUS.STACK, "[stack]"],
  [STATUS.SOCKET, "[packet socket]"],
  [STATUS.AIORING, "[aio]"],
];

/**
 * Names an area by its kind, as /proc/PID/maps does: `[heap]`. Returns `undefined` for other anonymous memory, and for an
 * area that maps a file or a segment without a kind of its own.
 */
function kindName({ start, end, entry, object }: Area, bounds: Memory["bounds"]): string | undefined {
  const named = BITS.find(([bit]) => (entry.status & bit) !== 0)?.[1];
  if (named !== undefined || object !== undefined) return named;
  const { mm_start_brk, mm_brk, mm_start_stack } = bounds;
  if (start < mm_brk && end > mm_start_brk && mm_start_brk < mm_brk) return "[heap]";
  return start <= mm_start_stack && mm_start_stack < end ? "[stack]" : undefined;
}

/**
 * Names an area as /proc/PID/maps does; by the id of its object if the checkpoint has no path of it.
 *
 * @param pathAt reads the path of the object at an address
 * @returns `undefined` for anonymous memory
 */
export async function areaName(
  memory: Memory,
  area: Area,
  pathAt: (memory: Memory, address: bigint) => Promise<string | undefined> = (_, address) => memory.path(address),
): Promise<string | undefined> {
  const { start, object } = area;
  const named = kindName(area, memory.bounds) ?? (await pathAt(memory, start));
  return named ?? (object && `[${object.space} ${object.id}]`);
}

/** MAP_SHARED of `vma_entry.flags`. */
const SHARED = 0x1;

/** Formats the protection and the sharing of an area: `r-xp`. */
export function protection({ entry: { prot, flags } }: Area): string {
  const bits = ["r", "w", "x"].map((letter, bit) => ((prot & (1 << bit)) === 0 ? "-" : letter));
  return `${bits.join("")}${(flags & SHARED) === 0 ? "p" : "s"}`;
}
