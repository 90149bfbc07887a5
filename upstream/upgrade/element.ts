/*
 * Keys of the names in a package: module and path, such as `messages/some-entry#SomeEntry.size`. The module is
 * the same in sources, in compiled packages and in folders of modules.
 */

/** Returns the key of a name: of an export, or of a member by its path. */
export function elementKey(module: string, ...path: readonly string[]): string {
  return `${moduleOf(module)}#${path.join(".")}`;
}

/** Returns a module without the folders and endings in which kinds of packages differ. */
export function moduleOf(path: string): string {
  return path.replace(/^(?:src|dist)\//, "").replace(/(?:\.d)?\.(?:ts|js)$/, "");
}

/** Yields the key of a name and those of the names that contain it, innermost first. */
export function* withOuter(key: string): Generator<string> {
  let shown = key;
  for (;;) {
    yield shown;
    const dot = shown.lastIndexOf(".");
    if (dot < shown.indexOf("#")) return;
    shown = shown.slice(0, dot);
  }
}
