import { existsSync } from "node:fs";
import { readCriu } from "./criu.ts";
import { readGoCriu } from "./go-criu.ts";
import { readPycriu } from "./pycriu.ts";
import type { Tree } from "./tree.ts";

/** A reader for each project: nothing where the folder is not its. */
const READERS: readonly ((folder: string) => Tree | undefined)[] = [readCriu, readPycriu, readGoCriu];

/**
 * Reads what a folder is: CRIU's source, which has the Python tool in it; that tool alone; go-criu.
 *
 * @throws {Error} where it is none of them, or is not understood
 */
export function readTrees(folder: string): Tree[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const trees = READERS.flatMap((read) => read(folder) ?? []);
  if (trees.length === 0) {
    throw new Error(`${folder} is no tree that is known: CRIU's source, its Python tool (pycriu), or go-criu`);
  }
  const release = trees.find((tree) => tree.release !== undefined)?.release;
  return trees.map((tree) => ({ ...tree, ...(release !== undefined && { release }) }));
}
