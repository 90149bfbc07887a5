import { readdirSync, readlinkSync } from "node:fs";

/** Returns the files below a folder that this process holds open, also those that were removed. */
export function openFilesIn(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    const path = targetOf(`/proc/self/fd/${fd}`);
    return path?.startsWith(`${folder}/`) === true ? path.slice(folder.length + 1) : [];
  });
}

/** Reads a link; that of the folder's own listing is gone. */
function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
