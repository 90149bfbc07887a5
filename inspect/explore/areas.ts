import { decodeMmImage, formatMmImageName } from "criu-images/images/mm";
import { decodeVmasImage, formatVmasImageName } from "criu-images/images/vmas";
import type { MmEntry } from "criu-images/messages/mm-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import { STATUS } from "./area-status.ts";
import type { Folder } from "./folder.ts";
import { onlyEntry } from "./tasks.ts";

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
