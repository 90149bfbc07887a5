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
