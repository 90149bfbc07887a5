import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Creates a folder and its parents. Returns the first one that it created. It goes step by step, because recursive
 * creation never ends on Node 20 if the system forbids it, as in /proc.
 */
export function makeFolder(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const parent = dirname(path);
  const first = parent === path ? undefined : makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (problem) {
    // Another run may have created it meanwhile.
    if (!isFolder(path)) throw problem;
  }
  return first ?? path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Refuses to write or remove files through links in a folder, because these lead elsewhere.
 *
 * @throws {Error} if one of the folders in it is a link
 */
export function refuseLinks(folder: string, paths: Iterable<string>): void {
  const parents = new Set<string>();
  for (const path of paths) for (let p = dirname(path); p !== "."; p = dirname(p)) parents.add(join(folder, p));
  for (const parent of parents) {
    if (lstatSync(parent, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new Error(`${parent} is a link; critgen does not write through links: remove it, or choose another --out`);
  }
}
