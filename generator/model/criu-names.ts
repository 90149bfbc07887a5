/* Names in CRIU's sources that differ from those of a schema. */

/** Names of the heads in magic.h, without `_MAGIC`, by their names in the table. */
export const HEADS: ReadonlyMap<string, string> = new Map([
  ["common", "IMG_COMMON"],
  ["service", "IMG_SERVICE"],
]);

/** Normalizes a file name for comparison: ids are never negative, so printf's `%d` and `%u` are equal. */
export function plainFile(file: string): string {
  return file.replaceAll(/%l?[du]/g, "%u");
}

/**
 * Returns the define in magic.h for a version of the inventory: `v1.1` is `CRTOOLS_IMAGES_V1_1`. Not all versions have
 * one.
 */
export function versionDefine(version: string): string | undefined {
  const [, numbers] = /^v(\d+(?:\.\d+)+)$/.exec(version) ?? [];
  return numbers === undefined
    ? undefined
    : `CRTOOLS_IMAGES_V${numbers.replace(/^(\d+)\.0$/, "$1").replaceAll(".", "_")}`;
}

/** Returns the version of a define in magic.h, if it names one. */
export function versionOfDefine(define: string): string | undefined {
  const [, name] = /^CRTOOLS_IMAGES_(\w+)$/.exec(define) ?? [];
  if (name === undefined) return undefined;
  if (!/^V\d+(?:_\d+)*$/.test(name)) return name.toLowerCase().replaceAll("_", "-");
  return `v${name.slice(1).replaceAll("_", ".")}${name.includes("_") ? "" : ".0"}`;
}
