import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFile } from "./package-root.ts";

/*
 * critgen's own files, by their paths in its package. In the page of the studio scripts/studio/compiler.mjs replaces this
 * module by one that contains the files: a page has no disk.
 */

/** Reads a text of critgen's own. */
export function readOwn(path: string): string {
  return readFileSync(packageFile(path), "utf8");
}

/** Lists the files of a folder of critgen's own and of its subfolders, by their paths in it, sorted. */
export function listOwn(folder: string): string[] {
  const home = fileURLToPath(packageFile(folder));
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(home, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
