import { decodeMmImage, formatMmImageName } from "criu-images/images/mm";
import { decodeVmasImage, formatVmasImageName } from "criu-images/images/vmas";
import type { MmEntry } from "criu-images/messages/mm-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import type { Folder } from "./folder.ts";
import { onlyEntry } from "./tasks.ts";

type StatusBit =
  | "REGULAR"
  | "STACK"
  | "VSYSCALL"
  | "VDSO"
  | "HEAP"
  | "FILE_PRIVATE"
  | "FILE_SHARED"
  | "ANON_SHARED"
  | "SYSVIPC"
  | "SOCKET"
  | "VVAR"
  | "AIORING"
  | "GUARD";

/** Bits of `vma_entry.status`: type of an area of memory. */
export const STATUS: Readonly<Record<StatusBit, number>> = {
  /** Whether the area is dumped; if not, the kernel provides it. */
  REGULAR: 1 << 0,
  STACK: 1 << 1,
  VSYSCALL: 1 << 2,
  VDSO: 1 << 3,
  HEAP: 1 << 5,
  FILE_PRIVATE: 1 << 6,
  FILE_SHARED: 1 << 7,
  ANON_SHARED: 1 << 8,
  SYSVIPC: 1 << 10,
  SOCKET: 1 << 11,
  VVAR: 1 << 12,
  AIORING: 1 << 13,
  GUARD: 1 << 16,
};

/** MAP_GROWSDOWN of `vma_entry.flags`. */
export const GROWSDOWN = 0x100;

/** Returns whether an area maps a file. Then its `shmid` is the id of that file. */
export function isFile({ status }: VmaEntry): boolean {
  return (status & (STATUS.FILE_PRIVATE | STATUS.FILE_SHARED)) !== 0;
}

/** Reads the memory of a process; before v1.2 its areas had an image of their own. */
export async function readMemory(folder: Folder, pid: number): Promise<MmEntry> {
  const mm = await onlyEntry(folder, formatMmImageName(pid), decodeMmImage);
  if (mm.vmas.length > 0) return mm;
  return { ...mm, vmas: (await folder.read(formatVmasImageName(pid), decodeVmasImage))?.entries ?? [] };
}
