import type { Cursor } from "./cursor.ts";
import { ProtoFault, type Token } from "./lexer.ts";
import type { NamePart, OptionNode, OptionValue, Scalar } from "./tree.ts";

/** Parses `option name = value;`. */
export function parseOptionStatement(cursor: Cursor, block: { readonly options: OptionNode[] }): void {
  cursor.expect("option");
  block.options.push(parseOption(cursor));
  cursor.expect(";");
}

/** Parses `[name = value, …]`, if there is such a list. */
export function parseOptionList(cursor: Cursor): OptionNode[] {
  const options: OptionNode[] = [];
  if (!cursor.accept("[")) return options;
  do {
    options.push(parseOption(cursor));
  } while (cursor.accept(","));
  cursor.expect("]");
  return options;
}

function parseOption(cursor: Cursor): OptionNode {
  const { at } = cursor;
  const name = [parseNamePart(cursor)];
  while (cursor.accept(".")) name.push(parseNamePart(cursor));
  cursor.expect("=");
  return { name, at, value: parseValue(cursor) };
}

function parseNamePart(cursor: Cursor): NamePart {
  if (!cursor.accept("(")) return { text: cursor.name("the name of an option").text, isExtension: false };
  const { text } = cursor.typeName();
  cursor.expect(")");
  return { text, isExtension: true };
}

function parseValue(cursor: Cursor): OptionValue {
  if (cursor.is("{")) return parseAggregate(cursor);
  const isNegative = cursor.accept("-");
  return parseScalar(cursor, isNegative);
}

/** Parses a value of one token, after its sign. */
export function parseScalar(cursor: Cursor, isNegative: boolean): Scalar {
  const { token } = cursor;
  if (token.kind === "end" || token.kind === "symbol") cursor.unexpected("a value");
  if (token.kind !== "string") return { kind: cursor.next().kind as Scalar["kind"], isNegative, text: token.text };
  if (isNegative) cursor.unexpected("a number");
  return { kind: "string", isNegative, text: token.text, bytes: cursor.bytes("a string") };
}

/**
 * Collects the tokens between two braces, with the closing brace as end. Their form is checked once the option's type
 * is known.
 */
function parseAggregate(cursor: Cursor): OptionValue {
  const { at } = cursor;
  cursor.expect("{");
  const tokens: Token[] = [];
  for (let depth = 1; ; ) {
    if (cursor.atEnd) throw new ProtoFault(at, "the value is not closed before the file ends", "a `}` is missing");
    depth += cursor.is("{") ? 1 : cursor.is("}") ? -1 : 0;
    const token = cursor.next();
    if (depth === 0) return { kind: "aggregate", tokens: [...tokens, { ...token, kind: "end" }] };
    tokens.push(token);
  }
}
