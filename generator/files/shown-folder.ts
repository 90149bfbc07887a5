import { relative } from "node:path";

/** Returns a folder as people write it: relative to the current one. */
export function shownFolder(folder: string): string {
  return relative("", folder) || ".";
}
