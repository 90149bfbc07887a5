import type { FieldNode, ProtoFile, Range } from "./tree.ts";
import { SCALARS } from "./types.ts";
import { blocksOf, enumsOf, messagesOf } from "./walk.ts";

/** A part of a text, and what takes its place. */
interface Edit extends Range {
  readonly text: string;
}

/** A statement that every block may have, and that says nothing. */
const NOTHING = "option allow_alias = true;";

/**
 * The text of a file as protobufjs reads it: messages, enums, fields and values in plain spelling, each in its line, as
 * comments belong to lines. All else has been read before: options, ranges, imports, extensions and services.
 */
export function plainText(file: ProtoFile, refused: readonly Range[]): string {
  const edits: Edit[] = refused.map((range) => ({ ...range, text: "" }));
  if (file.syntax !== undefined) edits.push({ ...file.syntax.range, text: `"${file.syntax.text}"` });
  for (const { others } of blocksOf(file)) edits.push(...others.map((range) => ({ ...range, text: NOTHING })));
  for (const message of messagesOf(file)) for (const field of message.fields) edits.push(...fieldEdits(file, field));
  for (const { values } of enumsOf(file)) {
    for (const { number, range } of values) edits.push(numberEdit(number.range.from, range.to, number.value));
  }
  return edited(file.text, edits);
}

function* fieldEdits(file: ProtoFile, { label, type, key, number, range }: FieldNode): Generator<Edit> {
  // An `optional` of proto3 is a oneof for protobufjs, whose name may be that of a field.
  if (label?.text === "optional" && file.syntax?.text === "proto3") yield { ...label.range, text: "" };
  for (const word of key === undefined ? [type] : [key, type]) {
    // A dot keeps types from being taken for keywords.
    const text = SCALARS.has(word.text) ? word.text : `.${word.text.replace(/^\./, "")}`;
    yield { ...word.range, text };
  }
  yield numberEdit(number.range.from, range.to, number.value);
}

/** A number, without the options behind it. */
function numberEdit(from: number, to: number, number: bigint): Edit {
  return { from, to: to - 1, text: String(number) };
}

/** Applies edits; of those that are in one another the outer one. Lines stay where they are. */
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
