import { parse } from "yaml";
import { type CriuTree, versionsOfTree } from "../criu/tree.ts";
import { contentOf, pairsAt, removeKeys, setKey } from "./yaml-map.ts";

interface Version {
  readonly value: number;
  readonly heads: boolean;
}

type Versions = Readonly<Record<string, Version>>;

/**
 * Updates `versions` of a table to a source tree. Versions are compared by number, not by name; 0 has no constant. A
 * tree does not tell whether images of a version have heads: a new version is marked for review.
 *
 * @param own names of versions that stay although the tree lacks them
 * @param known text of the built-in table
 */
export function mergeVersions(text: string, tree: CriuTree, own: ReadonlySet<string>, known: string): string {
  const wanted = versionsOfTree(tree);
  if (wanted.length === 0) return text;
  const { versions } = contentOf(text) as { readonly versions: Versions };
  const cells = new Map(pairsAt(known, ["versions"]).map(({ key, value, end }) => [key, known.slice(value, end)]));
  let merged = text;
  let [after, heads] = ["", true];
  for (const { name, value } of wanted) {
    const [key, same] = Object.entries(versions).find(([, version]) => version.value === value) ?? [name];
    if (same === undefined && versions[name] !== undefined) {
      merged = setKey(merged, ["versions", name], "value", String(value));
    } else if (same === undefined) {
      const cell = cells.get(name);
      const isKnown = cell !== undefined && (parse(cell) as Version).value === value;
      const guess = `{ value: ${value}, heads: ${heads}, review: true }`;
      merged = setKey(merged, ["versions"], name, isKnown ? cell : guess, after);
    }
    [after, heads] = [key, (same ?? versions[name])?.heads ?? heads];
  }
  const isWanted = ([name, { value }]: [string, Version]): boolean =>
    value === 0 || own.has(name) || wanted.some((version) => version.value === value || version.name === name);
  const gone = Object.entries(versions).filter((version) => !isWanted(version));
  return removeKeys(
    merged,
    ["versions"],
    gone.map(([name]) => name),
  );
}
