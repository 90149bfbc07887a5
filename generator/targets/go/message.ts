import type { EnumPlan } from "../../plan/enum.ts";
import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { deprecation, type FieldView, fieldViews, valueType } from "./fields.ts";
import { type FieldLayoutView, layoutViews } from "./layouts.ts";
import { defaultName, enumNames, messageNames, valueName } from "./names.ts";
import { POINTER } from "./scalars.ts";

export interface MessageView {
  readonly type: string;
  readonly proto: string;
  readonly doc: readonly string[];
  readonly fields: readonly FieldView[];
  readonly oneofs: readonly { readonly name: string; readonly fields: readonly string[] }[];
  /** Sets of required fields: a variable holds a bit for each. */
  readonly required: readonly RequiredView[];
  /** Memory of the struct, in bytes. */
  readonly weight: number;
  readonly defaults: readonly DefaultView[];
  readonly layout: string;
  readonly layouts: readonly FieldLayoutView[];
  /** The message in an entry of a map: if it is absent, it counts as one without fields. */
  readonly absent: FieldView | undefined;
}

interface RequiredView {
  readonly variable: string;
  /** The value with the bits of all fields. */
  readonly all: string;
  readonly fields: readonly string[];
}

/** A default that the schema declares. */
interface DefaultView {
  readonly name: string;
  readonly field: string;
  readonly type: string;
  readonly value: string;
}

/** A field, and the bit that tells that it was read. */
type BitView = FieldView & { readonly bit: { readonly variable: string; readonly index: number } | undefined };

/** Bits of a variable. */
const WORD = 64;

export function messageView(message: MessagePlan): MessageView {
  const { type, layout } = messageNames(message);
  const fields = fieldViews(message);
  const goOf = new Map(fields.map(({ name, go }) => [name, go]));
  const required = requiredOf(fields);
  return {
    ...{ type, proto: message.name, layout, required, fields: withBits(fields, required) },
    doc: [[`${type} is the message ${message.name}.`, ...about(message)].join(" "), ...deprecation(message)],
    oneofs: message.oneofs.map(({ name, fields }) => ({ name, fields: fields.map((field) => goOf.get(field) ?? "") })),
    weight: fields.reduce((sum, { size }) => sum + size, 2 * POINTER),
    defaults: message.fields.flatMap((field) => defaultOf(type, field, goOf.get(field.name) ?? "")),
    layouts: layoutViews(message),
    absent: undefined,
  };
}

/** Returns the view of the entries of a map. */
export function mapEntryView(message: MessagePlan): MessageView {
  const view = messageView(message);
  return { ...view, absent: view.fields.find(({ method }) => method === undefined) };
}

/** Returns the comment of the schema, if there is one. */
function about({ name, doc }: MessagePlan): readonly string[] {
  return doc[0] === `The message \`${name}\`.` ? [] : doc;
}

function requiredOf(fields: readonly FieldView[]): RequiredView[] {
  const names = fields.filter(({ required }) => required).map(({ name }) => name);
  const count = Math.ceil(names.length / WORD);
  return Array.from({ length: count }, (_, i) => {
    const some = names.slice(i * WORD, (i + 1) * WORD);
    const all = `0x${((1n << BigInt(some.length)) - 1n).toString(16)}`;
    return { variable: i === 0 ? "seen" : `seen${i + 1}`, all, fields: some };
  });
}

function withBits(fields: readonly FieldView[], required: readonly RequiredView[]): BitView[] {
  const bits = new Map(
    required.flatMap(({ variable, fields: names }) => names.map((name, index) => [name, { variable, index }] as const)),
  );
  return fields.map((field) => ({ ...field, bit: bits.get(field.name) }));
}

function defaultOf(message: string, { type, default: value, name }: FieldPlan, go: string): DefaultView[] {
  if (value === undefined || type.kind === "map" || type.kind === "message") return [];
  const isBytes = type.kind === "scalar" && type.scalar === "bytes";
  const text = isBytes ? "string" : valueType(type);
  return [{ name: defaultName(message, go), field: name, type: text, value: literal(value) }];
}

/** Formats a default as a constant expression. */
function literal(value: NonNullable<FieldPlan["default"]>): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Returns lines as a paragraph of their own. */
function paragraph(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

export interface EnumView {
  readonly type: string;
  readonly doc: readonly string[];
  readonly variable: string;
  readonly values: readonly {
    readonly constant: string;
    readonly name: string;
    readonly number: number;
    readonly doc: readonly string[];
  }[];
}

export function enumView({ name, code, doc, values }: EnumPlan): EnumView {
  const { type, values: variable } = enumNames({ code });
  const own = doc[0] === `The enum \`${name}\`.` ? [] : doc;
  return {
    ...{ type, variable },
    doc: [`${type} is a value of the enum ${name}. Values without a name are kept as numbers.`, ...paragraph(own)],
    values: values.map((value) => ({ ...value, constant: valueName(type, value.name) })),
  };
}
