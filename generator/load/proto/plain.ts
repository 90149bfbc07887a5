import type { Declaration, FieldNode, ProtoFile, Range } from "./tree.ts";
import { SCALARS } from "./types.ts";
import { blocksOf, enumsOf, messagesOf } from "./walk.ts";

/** Replacement of a part of a text. */
interface Edit extends Range {
  readonly text: string;
}

/** A statement that every block admits, and that has no effect. */
const NOTHING = "option allow_alias = true;";

/**
 * Returns the text of a file for protobufjs: messages, enums, fields and values in plain spelling. Each stays on its
 * line, because comments belong to lines. The other statements were parsed before: options, ranges, imports, extensions
 * and services.
 */
export function plainText(file: ProtoFile, refused: readonly Range[]): string {
  const edits: Edit[] = refused.map((range) => ({ ...range, text: "" }));
  if (file.syntax !== undefined) edits.push({ ...file.syntax.range, text: `"${file.syntax.text}"` });
  for (const { others } of blocksOf(file)) edits.push(...others.map((range) => ({ ...range, text: NOTHING })));
  for (const { name } of namedIn(file)) edits.push({ ...name.range, text: plainName(name.text) });
  for (const message of messagesOf(file)) for (const field of message.fields) edits.push(...fieldEdits(file, field));
  for (const { values } of enumsOf(file)) {
    for (const { number, range } of values) edits.push(numberEdit(number.range.from, range.to, number.value));
  }
  return edited(file.text, edits);
}

/** Returns a name for protobufjs: it keeps names as keys of objects, and `__proto__` is none. */
export function plainName(name: string): string {
  return name.replaceAll(/\w+/g, "$&_");
}

/** Yields the declarations that protobufjs sees. */
function* namedIn(file: ProtoFile): Generator<Declaration> {
  for (const message of messagesOf(file)) yield* [message, ...message.fields, ...message.oneofs];
  for (const found of enumsOf(file)) yield* [found, ...found.values];
}

function* fieldEdits(file: ProtoFile, { label, type, key, number, range }: FieldNode): Generator<Edit> {
  // To protobufjs an `optional` of proto3 is a oneof; its name may clash with that of a field.
  if (label?.text === "optional" && file.syntax?.text === "proto3") yield { ...label.range, text: "" };
  for (const word of key === undefined ? [type] : [key, type]) {
    // A leading dot keeps protobufjs from reading types as keywords.
    const text = SCALARS.has(word.text) ? word.text : `.${word.text.replace(/^\./, "")}`;
    yield { ...word.range, text };
  }
  yield numberEdit(number.range.from, range.to, number.value);
}

/** Replaces a number and the options after it by the plain number. */
function numberEdit(from: number, to: number, number: bigint): Edit {
  return { from, to: to - 1, text: String(number) };
}

/** Applies edits; of nested ones only the outer. Line numbers do not change. */
function edited(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let end = text.startsWith("\ufeff") ? 1 : 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (edit.from < end) continue;
    pieces.push(text.slice(end, edit.from), edit.text, text.slice(edit.from, edit.to).replaceAll(/[^\n]+/g, ""));
    end = edit.to;
  }
  return [...pieces, text.slice(end)].join("");
}
