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
  const [, major, minor] = /^v(\d+)\.(\d+)$/.exec(version) ?? [];
  return major === undefined ? undefined : `CRTOOLS_IMAGES_V${major}${minor === "0" ? "" : `_${minor}`}`;
}
