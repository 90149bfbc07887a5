import type { Cursor } from "./cursor.ts";
import { ProtoFault } from "./lexer.ts";
import { parseOptionList } from "./parse-options.ts";
import { textOf } from "./strings.ts";
import type { FieldNode, OneofNode, OptionNode } from "./tree.ts";

const LABELS: ReadonlySet<string> = new Set(["optional", "required", "repeated"]);

/** Declaration around a field. */
export interface FieldScope {
  /** Path of the declaration. */
  readonly scope: string;
  readonly oneof?: OneofNode;
}

/** Parses a field; of a group, the part before its body. */
export function parseField(cursor: Cursor, { scope, oneof }: FieldScope): FieldNode {
  const { at: first, token } = cursor;
  const label = token.kind === "name" && LABELS.has(token.text) ? cursor.name("a label") : undefined;
  const types = parseTypes(cursor);
  const name = cursor.name("the name of a field");
  cursor.expect("=", `a field has a number, as in \`${name.text} = 1;\``);
  const number = cursor.integer("the number of a field");
  const options = splitOptions(parseOptionList(cursor));
  if (types.type.text !== "group") cursor.expect(";");
  const range = { from: token.from, to: cursor.end };
  const path = join(scope, name.text);
  return { kind: "field", path, label, ...types, name, number, first, range, ...options, ...(oneof && { oneof }) };
}

function parseTypes(cursor: Cursor): Pick<FieldNode, "type" | "key"> {
  if (!cursor.is("map")) return { type: cursor.typeName() };
  const type = cursor.name("a type");
  if (!cursor.accept("<")) return { type };
  const key = cursor.typeName();
  cursor.expect(",");
  const value = cursor.typeName();
  cursor.expect(">");
  return { key, type: value };
}

export function join(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}

/** Separates the default and the JSON name from the options: they look like options, but are none. */
function splitOptions(all: readonly OptionNode[]): Pick<FieldNode, "default" | "jsonName" | "options"> {
  const value = only(all, "default");
  const name = only(all, "json_name");
  const options = all.filter((option) => option !== value && option !== name);
  return { options, ...(value && { default: value }), ...(name && { jsonName: jsonName(name) }) };
}

function only(options: readonly OptionNode[], name: string): OptionNode | undefined {
  const [found, another] = options.filter((option) => isNamed(option, name));
  if (another !== undefined) throw new ProtoFault(another.at, `there is a \`${name}\` already`, "remove one of them");
  return found;
}

function isNamed({ name: [first, more], at }: OptionNode, wanted: string): boolean {
  if (first?.text !== wanted || first.isExtension) return false;
  if (more !== undefined) throw new ProtoFault(at, `\`${wanted}\` has no parts`);
  return true;
}

function jsonName({ value, at }: OptionNode): string {
  const text = value.kind === "string" && value.bytes !== undefined ? textOf(value.bytes) : undefined;
  if (text === undefined) throw new ProtoFault(at, "`json_name` must be a string", undefined, "bad-option");
  return text;
}
