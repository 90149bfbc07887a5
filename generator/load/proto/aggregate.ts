import { Cursor } from "./cursor.ts";
import type { Token } from "./lexer.ts";
import { parseScalar } from "./parse-options.ts";
import type { NamePart, Scalar, Word } from "./tree.ts";

/*
 * Values of options in protobuf's text format, such as `option (o) = { a: 1 b < c: "x" > };`.
 */

/** A field in an aggregate value. */
export interface Entry {
  readonly name: NamePart & Pick<Word, "at">;
  readonly values: readonly AggregateValue[];
  /** Whether the values are in brackets. */
  readonly isList: boolean;
}

export type AggregateValue = Scalar | { readonly kind: "message"; readonly entries: readonly Entry[] };

/** Parses the tokens between the braces of an aggregate value. */
export function parseAggregate(file: string, tokens: readonly Token[]): Entry[] {
  const cursor = new Cursor(file, tokens);
  return parseEntries(cursor, undefined);
}

function parseEntries(cursor: Cursor, end: string | undefined): Entry[] {
  const entries: Entry[] = [];
  while (end === undefined ? !cursor.atEnd : !cursor.accept(end)) {
    entries.push(parseEntry(cursor));
    if (!cursor.accept(",")) cursor.accept(";");
  }
  return entries;
}

function parseEntry(cursor: Cursor): Entry {
  const name = parseName(cursor);
  const hasColon = cursor.accept(":");
  if (cursor.accept("[")) return { name, values: parseList(cursor), isList: true };
  if (!hasColon && !cursor.is("{") && !cursor.is("<")) cursor.unexpected("`:`");
  return { name, values: [parseValue(cursor)], isList: false };
}

function parseName(cursor: Cursor): Entry["name"] {
  const { at } = cursor;
  if (!cursor.accept("[")) return { text: cursor.name("the name of a field").text, isExtension: false, at };
  const path = cursor.path("the name of an extension");
  const type = cursor.accept("/") ? `/${cursor.path("a type").text}` : "";
  cursor.expect("]");
  return { text: path.text + type, isExtension: true, at };
}

function parseList(cursor: Cursor): AggregateValue[] {
  const values: AggregateValue[] = [];
  if (cursor.accept("]")) return values;
  do {
    values.push(parseValue(cursor));
  } while (cursor.accept(","));
  cursor.expect("]");
  return values;
}

function parseValue(cursor: Cursor): AggregateValue {
  if (cursor.accept("{")) return { kind: "message", entries: parseEntries(cursor, "}") };
  if (cursor.accept("<")) return { kind: "message", entries: parseEntries(cursor, ">") };
  return parseScalar(cursor, cursor.accept("-"));
}
