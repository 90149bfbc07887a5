import { posix } from "node:path";

/** Modules that changed, and all that import them, however far away: only there can something be wrong that was right. */
export function withImporters(changed: Iterable<string>, files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const importers = importersOf(files);
  const found = new Set(changed);
  for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
  return found;
}

/** Which modules import each path, whether or not there is a module. */
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
