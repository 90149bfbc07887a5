import type { Format } from "../../generator/model/format/format.ts";

/**
 * Lists the .proto files of source trees that differ and belong to no image, such as that of CRIU's service: no change in
 * them is compared. Comments and blanks do not count, and a schema has no such files.
 *
 * @returns paths in the newer tree, or in the older one if the newer lacks the file
 */
export function uncompared(before: Format, after: Format): string[] {
  const [older, newer] = [before.others, after.others];
  if (older === undefined || newer === undefined) return [];
  const names = new Set([...older.keys(), ...newer.keys()]);
  return [...names]
    .filter((name) => older.get(name)?.code !== newer.get(name)?.code)
    .flatMap((name) => newer.get(name)?.path ?? older.get(name)?.path ?? [])
    .sort();
}

/** Says that files changed that are not compared; `undefined` if there are none. */
export function uncomparedText(paths: readonly string[], quoted: (path: string) => string): string | undefined {
  if (paths.length === 0) return undefined;
  const why = paths.length === 1 ? "it belongs to no image" : "they belong to no image";
  return `${paths.map(quoted).join(" and ")} changed too: ${why}, and diff compares only images.`;
}
