import type { YamlPath } from "../../generator/load/source.ts";
import type { CriuTree } from "../criu/tree.ts";
import type { Own } from "./own.ts";
import { NO_RENAMES, type Renames, renamedPath } from "./renames.ts";
import { pairsAt, removeKeys, replaceValues, valueAt } from "./yaml-map.ts";

interface NamesContext {
  readonly tree: Pick<CriuTree, "messages">;
  readonly own: Pick<Own, "blocks">;
  readonly renames: Renames;
}

/**
 * Updates the part `names` of display.yaml to a source tree: renames fields, and removes those that are gone. If it is the
 * built-in part for the schema before, fields come along that only the tree has.
 *
 * @param known the built-in display.yaml, and the messages before
 */
export function mergeNameSets(
  text: string,
  context: NamesContext,
  known: { readonly text: string; readonly messages: CriuTree["messages"] },
): string {
  const { own } = context;
  const before = fitted(known.text, { own, renames: NO_RENAMES, tree: { messages: known.messages } });
  const isBuiltIn = partOf(text) === partOf(before);
  if (!isBuiltIn) return fitted(text, context);
  return text.replace(PART, () => partOf(fitted(known.text, { ...context, renames: NO_RENAMES })));
}

/** The part `names`: up to the next key that is not indented, or its comment. */
const PART = /^names:\n(?:(?: .*)?\n)*/m;

function partOf(text: string): string {
  return PART.exec(text)?.[0] ?? "";
}

function fitted(text: string, { tree, own, renames }: NamesContext): string {
  const paths = new Set(tree.messages.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)));
  const isOwn = (path: string): boolean => own.blocks.has(path.split(".")[0] ?? "");
  const gone: string[] = [];
  const changed: [YamlPath, string][] = [];
  for (const { key } of pairsAt(text, ["names"])) {
    const fields = fieldsOf(text, key);
    const wanted = fields.flatMap((path) => {
      const now = isOwn(path) ? path : renamedPath(path, renames);
      return isOwn(path) || paths.has(now) ? [now] : [];
    });
    if (wanted.length === 0) gone.push(key);
    else if (wanted.join() !== fields.join()) changed.push([["names", key], `[${wanted.join(", ")}]`]);
  }
  return removeKeys(replaceValues(text, "fields", changed), ["names"], gone);
}

function fieldsOf(text: string, set: string): string[] {
  const fields = valueAt(text, ["names", set, "fields"]);
  return Array.isArray(fields) ? fields.map(String) : [];
}
