import type { CriuTree } from "../criu/tree.ts";
import type { Own } from "./own.ts";
import { type Renames, renamedPath } from "./renames.ts";
import { pairsAt, removeKeys, setKey, valueAt } from "./yaml-map.ts";

interface NamesContext {
  readonly tree: Pick<CriuTree, "messages">;
  readonly own: Pick<Own, "blocks">;
  readonly renames: Renames;
}

/** Updates the fields under `names` of display.yaml to a source tree: renames them, and removes those that are gone. */
export function mergeNameSets(text: string, { tree, own, renames }: NamesContext): string {
  const paths = new Set(tree.messages.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)));
  const isOwn = (path: string): boolean => own.blocks.has(path.split(".")[0] ?? "");
  const gone: string[] = [];
  let merged = text;
  for (const { key } of pairsAt(text, ["names"])) {
    const fields = fieldsOf(text, key);
    const wanted = fields.flatMap((path) => {
      const now = isOwn(path) ? path : renamedPath(path, renames);
      return isOwn(path) || paths.has(now) ? [now] : [];
    });
    if (wanted.length === 0) gone.push(key);
    else if (wanted.join() !== fields.join())
      merged = setKey(merged, ["names", key], "fields", `[${wanted.join(", ")}]`);
  }
  return removeKeys(merged, ["names"], gone);
}

function fieldsOf(text: string, set: string): string[] {
  const fields = valueAt(text, ["names", set, "fields"]);
  return Array.isArray(fields) ? fields.map(String) : [];
}
