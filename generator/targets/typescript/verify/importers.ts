import { posix } from "node:path";
import { reachableFrom } from "../../../model/reachable.ts";

/** Returns changed modules and all their importers, direct or not. Only these can have new errors. */
export function withImporters(changed: Iterable<string>, files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const importers = importersOf(files);
  return reachableFrom(changed, (path) => importers.get(path) ?? []);
}

/** Lists the paths that a module imports or exports from. */
export function importedBy(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/\b(?:from|import) ?\(?"(\.[^"]+)"/g)];
  return specifiers.map(([, specifier = ""]) => posix.join(posix.dirname(path), specifier));
}

/** Returns the importers of each path, even if no module is there. */
function importersOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [path, text] of files) {
    for (const imported of importedBy(path, text)) {
      importers.set(imported, [...(importers.get(imported) ?? []), path]);
    }
  }
  return importers;
}
