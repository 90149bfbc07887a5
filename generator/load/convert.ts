import protobuf from "protobufjs";
import type { Enum, Field, FieldDisplay, FieldType, Message, Scalar } from "../model/model.ts";
import type { Location, Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import type { Declaration } from "./scan.ts";

/** What the .proto files declare. */
export interface Declared {
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
}

/** Where each declaration stands, and the defaults as they are written. Keys are full names. */
export type Places = ReadonlyMap<string, Declaration>;

const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  ...(["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"] as const),
  ...(["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"] as const),
]);

/** The option of a field that says how its value reads in CRIU's JSON. */
const DISPLAY_OPTION = /^\(criu\)\.(\w+)$/;
const DISPLAY_KEYS = {
  hex: "boolean",
  ipadd: "boolean",
  dev: "boolean",
  odev: "boolean",
  flags: "string",
  dict: "string",
  conv: "string",
};

interface Context {
  readonly places: Places;
  readonly problems: Problem[];
}

/** Turns what protobufjs parsed into the model's messages and enums, in the order of the files. */
export function convert(root: protobuf.Root, places: Places, problems: Problem[]): Declared {
  const context: Context = { places, problems };
  const types: protobuf.Type[] = [];
  const enums: protobuf.Enum[] = [];
  collect(root, types, enums);
  const options = optionTypes(root);
  return {
    messages: types.filter((type) => !options.has(type)).map((type) => toMessage(type, context)),
    enums: enums.map((e) => toEnum(e, context)),
  };
}

function collect(within: protobuf.NamespaceBase, types: protobuf.Type[], enums: protobuf.Enum[]): void {
  for (const child of within.nestedArray) {
    if (child.fullName === ".google") continue;
    if (child instanceof protobuf.Type) types.push(child);
    if (child instanceof protobuf.Enum) enums.push(child);
    if (child instanceof protobuf.Namespace) collect(child, types, enums);
  }
}

/** Messages that only define options of .proto files are no part of any image. */
function optionTypes(root: protobuf.Root): Set<protobuf.ReflectionObject | null> {
  const extensions = root.nestedArray.filter((child) => child instanceof protobuf.Field);
  return new Set(extensions.map((extension) => root.lookup(extension.type)));
}

function nameOf(object: protobuf.ReflectionObject): string {
  return object.fullName.replace(/^\./, "");
}

function placeOf(name: string, { places }: Context): Location {
  return places.get(name)?.at ?? { file: "messages", line: 1, column: 1 };
}

function toMessage(type: protobuf.Type, context: Context): Message {
  const name = nameOf(type);
  return {
    name,
    comment: type.comment ?? "",
    fields: type.fieldsArray.map((field) => toField(field, context)).sort((a, b) => a.number - b.number),
    at: placeOf(name, context),
  };
}

function toEnum(from: protobuf.Enum, context: Context): Enum {
  const name = nameOf(from);
  const values = Object.entries(from.values).map(([value, number]) => ({
    name: value,
    number,
    comment: from.comments[value] ?? "",
  }));
  return { name, comment: from.comment ?? "", values, at: placeOf(name, context) };
}

function toField(field: protobuf.Field, context: Context): Field {
  const path = nameOf(field);
  const at = placeOf(path, context);
  const { type, target } = toType(field, at, context);
  const text = context.places.get(path)?.default;
  const value = text === undefined ? undefined : toDefault(text, type, target);
  if (text !== undefined && value === undefined) {
    const message = `\`${text}\` cannot be the default of \`${path}\`, a ${field.type}`;
    context.problems.push({ code: "bad-default", message, at });
  }
  return {
    name: field.name,
    number: field.id,
    label: labelOf(field),
    type,
    packed: field.options?.["packed"] === true,
    ...(value !== undefined && { default: value }),
    comment: field.comment ?? "",
    display: toDisplay(field, at, context),
    at,
  };
}

/** The label as it is written: protobufjs fills in `required` only when it resolves a whole root. */
function labelOf({ rule }: { rule?: string }): Field["label"] {
  return rule === "required" || rule === "repeated" ? rule : "optional";
}

function toType(
  field: protobuf.Field,
  at: Location,
  { places, problems }: Context,
): { type: FieldType; target?: protobuf.Enum } {
  if (SCALARS.has(field.type)) return { type: { kind: "scalar", scalar: field.type as Scalar } };
  const found = field.parent?.lookup(field.type, [protobuf.Type, protobuf.Enum]);
  if (found instanceof protobuf.Enum) return { type: { kind: "enum", name: nameOf(found) }, target: found };
  if (found instanceof protobuf.Type) return { type: { kind: "message", name: nameOf(found) } };
  const known = [...places].filter(([, { kind }]) => kind === "message" || kind === "enum").map(([name]) => name);
  const hint = didYouMean(field.type, [...known, ...SCALARS]);
  const message = `there is no message, enum or scalar \`${field.type}\``;
  problems.push({ code: "unknown-type", message, ...(hint !== undefined && { hint }), at });
  return { type: { kind: "scalar", scalar: "bytes" } };
}

/** A default as it is written, as the value that it is; `undefined` where it is none of this type. */
function toDefault(text: string, type: FieldType, target: protobuf.Enum | undefined): Field["default"] {
  if (type.kind === "message") return undefined;
  if (type.kind === "enum") return target?.values[text];
  switch (type.scalar) {
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "string":
    case "bytes":
      return text;
    case "double":
    case "float":
      return { inf: Infinity, "-inf": -Infinity, nan: NaN }[text] ?? numberOf(text);
    default:
      return integerOf(text, type.scalar);
  }
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** Decimal, hexadecimal or octal, with a sign, within the range of its type. */
function integerOf(text: string, scalar: Scalar): number | bigint | undefined {
  const digits = /^(?<sign>-?)(?:0(?<octal>[0-7]+)|(?<plain>0x[0-9a-f]+|\d+))$/i.exec(text)?.groups;
  if (digits === undefined) return undefined;
  const size = BigInt(digits["octal"] === undefined ? (digits["plain"] ?? "0") : `0o${digits["octal"]}`);
  const value = digits["sign"] === "-" ? -size : size;
  const bits = scalar.endsWith("64") ? 64 : 32;
  const held = /^u|^fixed/.test(scalar) ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  if (held !== value) return undefined;
  return bits === 64 ? value : Number(value);
}

function toDisplay(field: protobuf.Field, at: Location, { problems }: Context): FieldDisplay {
  const display: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(field.options ?? {})) {
    const key = DISPLAY_OPTION.exec(option)?.[1];
    if (key === undefined) continue;
    const wanted = Object.entries(DISPLAY_KEYS).find(([known]) => known === key)?.[1];
    if (typeof value === wanted) {
      display[key] = value;
      continue;
    }
    const hint = wanted === undefined ? didYouMean(key, Object.keys(DISPLAY_KEYS)) : undefined;
    const message = wanted === undefined ? `\`(criu).${key}\` is not an option` : `\`(criu).${key}\` takes a ${wanted}`;
    problems.push({ code: "bad-option", message, ...(hint !== undefined && { hint }), at });
  }
  return display;
}
