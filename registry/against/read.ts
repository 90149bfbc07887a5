import { existsSync } from "node:fs";
import { TreeError } from "../../upstream/source/tree-file.ts";
import { readCriu } from "./criu.ts";
import { readGoCriu } from "./go-criu.ts";
import { readPycriu } from "./pycriu.ts";
import type { Tree } from "./tree.ts";

/** Readers of the projects: each returns undefined for the folder of another project. */
const READERS: readonly ((folder: string) => Tree | undefined)[] = [readCriu, readPycriu, readGoCriu];

/**
 * Reads all projects of a folder: CRIU's source, which contains the Python tool; that tool alone; go-criu.
 *
 * @throws {TreeError} if the folder is missing, has none of them, or has one that cannot be read
 */
export function readTrees(folder: string): Tree[] {
  if (!existsSync(folder)) throw new TreeError(`there is no folder ${folder}`);
  const trees = READERS.flatMap((read) => read(folder) ?? []);
  if (trees.length === 0) {
    throw new TreeError(`${folder} is not the source of CRIU, of its Python tool (pycriu), or of go-criu`);
  }
  const release = trees.find((tree) => tree.release !== undefined)?.release;
  return trees.map((tree) => ({ ...tree, ...(release !== undefined && { release }) }));
}
