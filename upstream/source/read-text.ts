import { lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TreeError, type TreeFile } from "./tree-file.ts";

/** Limits: bytes of one file, and characters of all files of a tree. CRIU's own have 100,000 and three million. */
const MOST_OF_FILE = 8_000_000;
const MOST_OF_TREE = 64_000_000;

/**
 * Reads the file `path` of the source tree in `dir`.
 *
 * @throws {TreeError} if it is not a regular file, a link leads to its folder, or it is too long
 */
export function readText(dir: string, path: string): string {
  refuseLinkedFolder(dir, dirname(path));
  const file = join(dir, path);
  const stat = lstatSync(file);
  if (!stat.isFile()) throw new TreeError(`${path} is not a regular file`);
  return stat.size > MOST_OF_FILE ? refuse(path, MOST_OF_FILE) : readFileSync(file, "utf8");
}

/** Refuses a folder that is reached through a link: it may be outside of the source tree. */
export function refuseLinkedFolder(dir: string, folder: string): void {
  for (let path = folder; path !== "." && path !== dirname(path); path = dirname(path)) {
    if (lstatSync(join(dir, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new TreeError(`${path} is a link to a folder, and links are not followed: put the folder itself there`);
  }
}

/** Returns the text of a file; refuses it if it is too long. */
export function refuseLong(text: string, path: string): string {
  return text.length > MOST_OF_FILE ? refuse(path, MOST_OF_FILE) : text;
}

/** Refuses a tree with too much text. */
export function refuseMuch(files: readonly TreeFile[], dir: string): void {
  const all = files.reduce((sum, { text }) => sum + text.length, 0);
  if (all > MOST_OF_TREE) refuse(dir, MOST_OF_TREE);
}

function refuse(what: string, most: number): never {
  const size = most.toLocaleString("en");
  throw new TreeError(`${what} has more than ${size} characters, more than any source of CRIU: specify its folder`);
}
