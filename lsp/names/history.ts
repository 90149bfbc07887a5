import type { Node } from "yaml";
import { childOf, entriesOf, isText, itemsOf, spanOf } from "../yaml/nodes.ts";
import { ownerOfNames } from "./display.ts";
import { type KnownNames, namesInPath, reference } from "./known.ts";
import { keyOf, type Occurrence } from "./name.ts";
import { imageIn } from "./table.ts";

/**
 * Lists the names in history.yaml that mean things of today. A name that a release dropped means another thing before
 * that release.
 */
export function namesInHistory(contents: unknown, known: KnownNames): Occurrence[] {
  const found = new Map<string, Occurrence[]>();
  const add = (one: Occurrence): void => {
    const key = keyOf(one);
    found.set(key, [...(found.get(key) ?? []), one]);
  };
  for (const { value: release } of entriesOf(contents)) {
    const gone = [...namesInLists(childOf(release, "gone"), known)].filter(({ kind }) => DROPPED.has(kind));
    for (const one of gone) found.delete(keyOf(one));
    for (const one of ownersIn(childOf(release, "gone"), known)) add(one);
    const added = childOf(release, "added");
    for (const one of [...ownersIn(added, known), ...namesInLists(added, known)]) add(one);
    for (const item of itemsOf(childOf(release, "renamed"))) for (const one of namesInPaths(item, known)) add(one);
    for (const item of itemsOf(childOf(release, "changed"))) for (const one of namesInPaths(item, known)) add(one);
  }
  return [...found.values()].flat();
}

/** Kinds that lists of removed things contain. */
const DROPPED: ReadonlySet<string> = new Set(["image", "field", "value"]);

/** Yields the images, fields and values in the lists of a release. */
function* namesInLists(lists: Node | undefined, known: KnownNames): Generator<Occurrence> {
  for (const item of itemsOf(childOf(lists, "images"))) yield* imageIn(item, known);
  for (const [key, kind] of [
    ["fields", "field"],
    ["enum_values", "value"],
  ] as const) {
    for (const { name: owner, value } of entriesOf(childOf(lists, key))) {
      for (const item of itemsOf(value)) {
        const [bare = ""] = isText(item) ? item.value.split(" ") : [];
        const name = `${owner}.${bare}`;
        const { from } = spanOf(item);
        if (known.protos.get(name) === kind) yield reference(kind, name, { from, to: from + bare.length });
      }
    }
  }
}

/** Yields the messages, enums and maps that own the lists of a release. */
function* ownersIn(lists: Node | undefined, known: KnownNames): Generator<Occurrence> {
  for (const section of ["fields", "enum_values"]) {
    for (const { name, key } of entriesOf(childOf(lists, section))) yield* namesInPath(name, key.from, known);
  }
  for (const { name, key } of entriesOf(childOf(lists, "names"))) yield* ownerOfNames(name, key.from, known);
}

/** Yields the names of a renamed or changed thing. */
function* namesInPaths(thing: Node, known: KnownNames): Generator<Occurrence> {
  yield* imageIn(childOf(thing, "image"), known);
  for (const key of ["field", "enum_value"]) {
    const value = childOf(thing, key);
    if (isText(value)) yield* namesInPath(value.value, spanOf(value).from, known);
  }
}
