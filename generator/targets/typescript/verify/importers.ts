import { posix } from "node:path";
import { reachableFrom } from "../../../model/reachable.ts";

/** Returns changed modules and all their importers, direct or not. Only these can have new errors. */
export function withImporters(changed: Iterable<string>, files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const importers = importersOf(files);
  return reachableFrom(changed, (path) => importers.get(path) ?? []);
}

/** Returns the importers of each path, even if no module is there. */
function importersOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [path, text] of files) {
    for (const [, specifier = ""] of text.matchAll(/\bfrom "(\.[^"]+)"/g)) {
      const imported = posix.join(posix.dirname(path), specifier);
      importers.set(imported, [...(importers.get(imported) ?? []), path]);
    }
  }
  return importers;
}
