import { lstatSync, readFileSync } from "node:fs";
import { TreeError, type TreeFile } from "./text.ts";

/** Bytes of one file, and characters of all that are read of a tree. CRIU's own are 100,000 and three million. */
const MOST_OF_FILE = 8_000_000;
const MOST_OF_TREE = 64_000_000;

/**
 * Reads a file of a source tree, which a refusal calls `path`.
 *
 * @throws {TreeError} if it is no regular file, or too long
 */
export function readText(file: string, path: string): string {
  const stat = lstatSync(file);
  if (!stat.isFile()) throw new TreeError(`${path} is no regular file`);
  return stat.size > MOST_OF_FILE ? refuse(path, MOST_OF_FILE) : readFileSync(file, "utf8");
}

/** Returns the text of a file, unless it is too long. */
export function refuseLong(text: string, path: string): string {
  return text.length > MOST_OF_FILE ? refuse(path, MOST_OF_FILE) : text;
}

/** Refuses a tree of too much text. */
export function refuseMuch(files: readonly TreeFile[], dir: string): void {
  const all = files.reduce((sum, { text }) => sum + text.length, 0);
  if (all > MOST_OF_TREE) refuse(dir, MOST_OF_TREE);
}

function refuse(what: string, most: number): never {
  const size = most.toLocaleString("en");
  throw new TreeError(`${what} has more than ${size} characters, and no source of CRIU's has: give the folder of one`);
}
