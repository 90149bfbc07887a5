import { childOf, entriesOf, isText, itemsOf, spanOf } from "../yaml/nodes.ts";
import { declaration, type KnownNames, namesInPath, reference } from "./known.ts";
import type { Occurrence } from "./name.ts";

/** Yields the names in display.yaml: maps and dictionaries, and the fields with names. */
export function* namesInDisplay(contents: unknown, known: KnownNames): Generator<Occurrence> {
  for (const { name, key } of entriesOf(childOf(contents, "flags"))) yield declaration("map", name, key);
  for (const { name: dict, key, value } of entriesOf(childOf(contents, "dicts"))) {
    yield declaration("dict", dict, key);
    for (const { name, key: codes } of entriesOf(value)) {
      const field = known.ofCodes.get(`${dict}.${name}`);
      if (field !== undefined) yield reference("field", field, codes);
    }
  }
  for (const { name, key } of entriesOf(childOf(contents, "more"))) yield* ownerOfNames(name, key.from, known);
  for (const { value } of entriesOf(childOf(contents, "names"))) {
    for (const item of itemsOf(childOf(value, "fields"))) {
      if (isText(item)) yield* namesInPath(item.value, spanOf(item).from, known);
    }
  }
}

/** Yields the names in an owner of named numbers: a map of bits, `dict.field` or `message.field`. */
export function* ownerOfNames(owner: string, from: number, known: KnownNames): Generator<Occurrence> {
  if (known.maps.has(owner)) yield reference("map", owner, { from, to: from + owner.length });
  const dot = owner.lastIndexOf(".");
  const field = known.ofCodes.get(owner);
  if (known.dicts.has(owner.slice(0, dot))) yield reference("dict", owner.slice(0, dot), { from, to: from + dot });
  if (field !== undefined) yield reference("field", field, { from: from + dot + 1, to: from + owner.length });
  else yield* namesInPath(owner, from, known);
}
