import type { Node } from "yaml";
import { ENTRIES, MESSAGES, REST, RUN } from "../../generator/load/grammar.ts";
import { groupSpan } from "../text/span.ts";
import { childOf, entriesOf, isText, itemsOf, spanOf, textOf } from "../yaml/nodes.ts";
import { ownerOfNames } from "./display.ts";
import { declaration, type KnownNames, namesInPath, reference } from "./known.ts";
import type { Occurrence } from "./name.ts";

/** Yields the names in images.yaml: rows, and all that they and the sections above refer to. */
export function* namesInTable(contents: unknown, known: KnownNames): Generator<Occurrence> {
  for (const { name, key, value } of entriesOf(childOf(contents, "images"))) {
    yield declaration("image", name, key);
    yield* namesInRow(value, known);
  }
  for (const { name, key, value } of entriesOf(childOf(contents, "places"))) {
    yield* namesInPath(name, key.from, known);
    for (const image of [value, ...itemsOf(value)]) yield* imageIn(image, known);
  }
  for (const { value } of entriesOf(childOf(contents, "accept"))) {
    for (const { name, key } of entriesOf(value)) yield* namesInSubjects(name, key.from, known);
  }
  for (const { name, key } of entriesOf(childOf(contents, "names"))) yield* namesInSubjects(name, key.from, known);
}

/** Yields the images and the paths of messages in the subjects of an acceptance. */
function* namesInSubjects(subjects: string, from: number, known: KnownNames): Generator<Occurrence> {
  for (const { 0: subject, index } of subjects.matchAll(/[\w.]+/g)) {
    const span = { from: from + index, to: from + index + subject.length };
    if (known.images.has(subject)) yield reference("image", subject, span);
    else if (known.ofCodes.has(subject.slice(0, subject.lastIndexOf("."))))
      yield* ownerOfNames(subject.slice(0, subject.lastIndexOf(".")), span.from, known);
    else yield* namesInPath(subject, span.from, known);
  }
}

/** Yields the image that a scalar names. */
export function* imageIn(node: Node | undefined, { images }: KnownNames): Generator<Occurrence> {
  if (isText(node) && images.has(node.value)) yield reference("image", node.value, spanOf(node));
}

function* namesInRow(row: Node | undefined, known: KnownNames): Generator<Occurrence> {
  yield* imageIn(childOf(row, "magic"), known);
  const first = textOf(row, "first");
  const entries = ENTRIES.exec(textOf(row, "entries") ?? "")?.groups?.["message"] ?? "";
  yield* namesInCell(childOf(row, "first"), ENTRIES, undefined, known);
  yield* namesInCell(childOf(row, "entries"), ENTRIES, first, known);
  yield* namesInCell(childOf(row, "rest"), REST, first, known);
  yield* namesInExtra(childOf(row, "extra"), entries, known);
  yield* namesInCell(childOf(row, "version"), FIELD, entries, known);
}

const FIELD = /^(?<length>\w+)$/;

function* namesInExtra(extra: Node | undefined, owner: string, known: KnownNames): Generator<Occurrence> {
  for (const item of itemsOf(extra)) {
    for (const { value } of entriesOf(item)) yield* namesInPart(value, owner, known);
  }
  yield* namesInPart(extra, owner, known);
}

function* namesInPart(part: Node | undefined, owner: string, known: KnownNames): Generator<Occurrence> {
  yield* namesInCell(part, RUN, owner, known);
  const messages = childOf(part, "messages");
  if (messages === undefined) return;
  yield* namesInCell(messages, MESSAGES, owner, known);
  const inner = isText(messages) ? MESSAGES.exec(messages.value)?.groups?.["message"] : undefined;
  yield* namesInExtra(childOf(part, "extra"), inner ?? "", known);
}

/** Yields the message of a cell, and its fields: those of `owner`. */
function* namesInCell(
  node: Node | undefined,
  pattern: RegExp,
  owner: string | undefined,
  known: KnownNames,
): Generator<Occurrence> {
  const match = isText(node) ? new RegExp(pattern.source, "d").exec(node.value) : null;
  if (match === null || node === undefined) return;
  const { from } = spanOf(node);
  const message = groupSpan(match, "message", from);
  if (message !== undefined) yield* namesInPath(match.groups?.["message"] ?? "", message.from, known);
  for (const group of ["length", "count", "condition"]) {
    const span = groupSpan(match, group, from);
    const name = `${owner}.${match.groups?.[group]}`;
    if (span !== undefined && known.protos.get(name) === "field") yield reference("field", name, span);
  }
}
