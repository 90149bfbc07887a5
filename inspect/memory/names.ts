import type { Area, Memory } from "criu-checkpoint";
import { STATUS } from "../explore/areas.ts";
import type { OpenFiles } from "../explore/files.ts";

/** Names of areas by the bits VMA_AREA_* of `vma_entry.status`, in the order of their precedence. */
const BITS: readonly (readonly [bit: number, name: string])[] = [
  [STATUS.GUARD, "[guard]"],
  [STATUS.VSYSCALL, "[vsyscall]"],
  [STATUS.VVAR, "[vvar]"],
  [STATUS.VDSO, "[vdso]"],
  [STATUS.HEAP, "[heap]"],
  [STATUS.STACK, "[stack]"],
  [STATUS.SYSVIPC, "[shared: SysV]"],
  [STATUS.SOCKET, "[packet socket]"],
  [STATUS.AIORING, "[aio]"],
];

/** Names an area as /proc/PID/maps does; returns `undefined` for anonymous memory. */
export async function nameOf(area: Area, memory: Memory, files: OpenFiles): Promise<string | undefined> {
  const { status } = area.entry;
  const named = BITS.find(([bit]) => (status & bit) !== 0)?.[1];
  if (named !== undefined) return named;
  if (area.object?.space === "file") {
    return (await files.path(Number(area.object.id))).path ?? `[file ${area.object.id}]`;
  }
  if (area.object !== undefined) return `[shared: ${area.object.id}]`;
  const { mm_start_brk, mm_brk, mm_start_stack } = memory.bounds;
  if (area.start < mm_brk && area.end > mm_start_brk && mm_start_brk < mm_brk) return "[heap]";
  return area.start <= mm_start_stack && mm_start_stack < area.end ? "[stack]" : undefined;
}
