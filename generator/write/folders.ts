import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder, with those around it; returns the first that was not there. It goes step by step: Node 20 does not come
 * to an end where the system lets nobody make one, as in /proc.
 */
export function makeFolder(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const parent = dirname(path);
  const first = parent === path ? undefined : makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (problem) {
    // Another run may have been faster.
    if (!isFolder(path)) throw problem;
  }
  return first ?? path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Nothing is written, or removed, through a link that stands in a folder: that would be somewhere else.
 *
 * @throws {Error} where one of the folders in it is a link
 */
export function refuseLinks(folder: string, paths: Iterable<string>): void {
  const parents = new Set<string>();
  for (const path of paths) for (let p = dirname(path); p !== "."; p = dirname(p)) parents.add(join(folder, p));
  for (const parent of parents) {
    if (lstatSync(parent, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new Error(`${parent} is a link, and nothing is written through it: remove it, or choose another --out`);
  }
}
