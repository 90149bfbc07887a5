import { type Cursor, unended } from "./cursor.ts";
import { ProtoFault } from "./lexer.ts";
import { parseEnum, parseRanges, parseReserved } from "./parse-enums.ts";
import { type FieldScope, join, parseField } from "./parse-fields.ts";
import { parseOptionList, parseOptionStatement } from "./parse-options.ts";
import type { ExtendNode, FieldNode, MessageNode, OneofNode, Word } from "./tree.ts";

/** Deepest nesting of messages that protoc accepts. */
const MOST_DEPTH = 32;
const MOST_NUMBER = 0x1fffffffn;

type Body = Pick<
  MessageNode,
  | "fields"
  | "oneofs"
  | "messages"
  | "enums"
  | "extends"
  | "extensions"
  | "reserved"
  | "reservedNames"
  | "options"
  | "others"
>;

/** Declaration around a message. */
interface Within {
  readonly scope: string;
  readonly depth: number;
}

function parseMessage(cursor: Cursor, within: Within): MessageNode {
  const { from } = cursor.expect("message");
  const name = cursor.name("the name of a message");
  return parseBody(cursor, name, from, within, false);
}

function parseBody(cursor: Cursor, name: Word, from: number, { scope, depth }: Within, isGroup: boolean): MessageNode {
  if (depth >= MOST_DEPTH) {
    const message = `\`${name.text}\` is nested in more than ${MOST_DEPTH - 1} messages`;
    throw new ProtoFault(name.at, message, "declare it further out", "unsupported");
  }
  const path = join(scope, name.text);
  const body: Body = {
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    extends: [],
    extensions: [],
    reserved: [],
    reservedNames: [],
    options: [],
    others: [],
  };
  cursor.body(name, () => parseStatement(cursor, body, { scope: path, depth: depth + 1 }, STATEMENTS));
  return { kind: "message", name, path, range: { from, to: cursor.end }, isGroup, depth, ...body };
}

type Parse<B> = (cursor: Cursor, body: B, within: Within) => void;

/** Statements of a file or a message besides messages and enums. */
export interface Statements<B> {
  /** Parsers of statements that declare no type, by the first word of the statement. */
  readonly others: ReadonlyMap<string, Parse<B>>;
  /** Parses a statement that begins with any other word, or refuses it. */
  readonly rest: Parse<B>;
}

/** Parses a statement of a file or of a message. */
export function parseStatement<B extends Pick<Body, "messages" | "enums" | "others">>(
  cursor: Cursor,
  body: B,
  within: Within,
  { others, rest }: Statements<B>,
): void {
  cursor.begin();
  const other = others.get(cursor.token.text);
  if (other !== undefined) body.others.push(cursor.ranged(() => other(cursor, body, within)));
  else if (cursor.is("message")) body.messages.push(parseMessage(cursor, within));
  else if (cursor.is("enum")) body.enums.push(parseEnum(cursor, within.scope));
  else if (!cursor.accept(";")) rest(cursor, body, within);
}

const STATEMENTS: Statements<Body> = {
  others: new Map<string, Parse<Body>>([
    ["extensions", parseExtensions],
    ["reserved", (cursor, body) => parseReserved(cursor, body, MOST_NUMBER, () => cursor.integer("a number"))],
    ["extend", (cursor, body, within) => void body.extends.push(parseExtend(cursor, within, body.messages))],
    ["option", parseOptionStatement],
  ]),
  rest: (cursor, body, within) => {
    if (cursor.is("oneof")) body.oneofs.push(parseOneof(cursor, body, within));
    else body.fields.push(parseFieldOrGroup(cursor, within, within, body.messages));
  },
};

function parseExtensions(cursor: Cursor, { extensions }: Body): void {
  cursor.expect("extensions");
  const ranges = parseRanges(cursor, MOST_NUMBER, () => cursor.integer("a number"));
  const options = parseOptionList(cursor);
  extensions.push(...ranges.map((range) => ({ ...range, options })));
  cursor.expect(";");
}

/** Parses a field or a group. A group is a field and a message: its body becomes a message beside the field. */
function parseFieldOrGroup(cursor: Cursor, scope: FieldScope, within: Within, messages: MessageNode[]): FieldNode {
  const field = parseField(cursor, scope);
  if (field.type.text !== "group") return field;
  const body = parseBody(cursor, field.name, field.range.from, within, true);
  messages.push(body);
  // The field of a group has the group's name in lower case.
  const name = { ...field.name, text: field.name.text.toLowerCase() };
  return { ...field, name, path: join(scope.scope, name.text), range: body.range };
}

function parseOneof(cursor: Cursor, body: Body, within: Within): OneofNode {
  const { from } = cursor.expect("oneof");
  const name = cursor.name("the name of a oneof");
  const range = { from, to: 0 };
  const path = join(within.scope, name.text);
  const oneof: OneofNode = { kind: "oneof", name, path, range, fields: [], options: [], others: [] };
  cursor.expect("{");
  do {
    if (cursor.atEnd) throw unended(name);
    if (cursor.is("option")) oneof.others.push(cursor.ranged(() => parseOptionStatement(cursor, oneof)));
    else oneof.fields.push(parseFieldOrGroup(cursor, { scope: within.scope, oneof }, within, body.messages));
  } while (!cursor.accept("}"));
  range.to = cursor.end;
  body.fields.push(...oneof.fields);
  return oneof;
}

export function parseExtend(cursor: Cursor, within: Within, messages: MessageNode[]): ExtendNode {
  const { from } = cursor.expect("extend");
  const type = cursor.typeName();
  cursor.expect("{");
  const fields: FieldNode[] = [];
  do {
    if (cursor.atEnd) throw unended(type);
    fields.push(parseFieldOrGroup(cursor, within, within, messages));
  } while (!cursor.accept("}"));
  return { kind: "extend", type, fields, range: { from, to: cursor.end }, scope: within.scope };
}
