/* How CRIU's source calls what a schema calls otherwise. */

/** What the heads are called in magic.h, without `_MAGIC`, by what the table calls them. */
export const HEADS: ReadonlyMap<string, string> = new Map([
  ["common", "IMG_COMMON"],
  ["service", "IMG_SERVICE"],
]);

/** The name of a file as far as it tells one image from another: how printf prints an id that is not negative is not. */
export function plainFile(file: string): string {
  return file.replaceAll(/%l?[du]/g, "%u");
}

/** The name in magic.h of a value of the inventory's version field: `v1.1` is `CRTOOLS_IMAGES_V1_1`; not all have one. */
export function versionDefine(version: string): string | undefined {
  const [, numbers] = /^v(\d+(?:\.\d+)+)$/.exec(version) ?? [];
  return numbers === undefined
    ? undefined
    : `CRTOOLS_IMAGES_V${numbers.replace(/^(\d+)\.0$/, "$1").replaceAll(".", "_")}`;
}

/** The other way round: the version that a name in magic.h stands for, if it stands for one. */
export function versionOfDefine(define: string): string | undefined {
  const [, name] = /^CRTOOLS_IMAGES_(\w+)$/.exec(define) ?? [];
  if (name === undefined) return undefined;
  if (!/^V\d+(?:_\d+)*$/.test(name)) return name.toLowerCase().replaceAll("_", "-");
  return `v${name.slice(1).replaceAll("_", ".")}${name.includes("_") ? "" : ".0"}`;
}
