import protobuf from "protobufjs";
import type { IsLost } from "../model/lost.ts";
import type { Enum, Field, FieldDisplay, FieldType, MapType, Message, Scalar } from "../model/model.ts";
import type { Location, Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import { integerOf } from "./integer.ts";
import type { Declaration } from "./scan.ts";

/** What the .proto files declare. */
export interface Declared {
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
}

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
  /** Where each declaration stands, and the defaults as they are written. Keys are full names. */
  readonly places: ReadonlyMap<string, Declaration>;
  /** The files in which lists are packed, and enums begin at 0. */
  readonly proto3: ReadonlySet<string>;
  readonly problems: Problem[];
  readonly isLost: IsLost;
}

/**
 * Turns what protobufjs parsed into the model's messages and enums, in the order of the files; of Google's well-known
 * types, those that are used.
 */
export function convert(root: protobuf.Root, context: Context): Declared {
  const all = collect(root);
  const options = optionTypes(root);
  const messages = all
    .filter((type) => type instanceof protobuf.Type)
    .filter((type) => !options.has(type))
    .map((type) => toMessage(type, context));
  const enums = all.filter((type) => type instanceof protobuf.Enum).map((e) => toEnum(e, context));
  return used(messages, enums);
}

function collect(within: protobuf.NamespaceBase): protobuf.ReflectionObject[] {
  return within.nestedArray.flatMap((child) =>
    child instanceof protobuf.Namespace ? [child, ...collect(child)] : [child],
  );
}

/** Messages that only define options of .proto files are no part of any image. */
function optionTypes(root: protobuf.Root): Set<protobuf.ReflectionObject | null> {
  const extensions = collect(root).filter((child) => child instanceof protobuf.Field);
  return new Set(extensions.map((extension) => extension.parent?.lookup(extension.type) ?? null));
}

/** All that the schema declares, and what it uses of `google.protobuf`. */
function used(messages: readonly Message[], enums: readonly Enum[]): Declared {
  const isOurs = ({ name }: { readonly name: string }): boolean => !name.startsWith("google.protobuf.");
  const reached = new Set([...messages, ...enums].filter(isOurs).map(({ name }) => name));
  const byName = new Map(messages.map((message) => [message.name, message]));
  // A set that grows while it is gone through is gone through to its end.
  for (const name of reached) {
    for (const { type } of byName.get(name)?.fields ?? []) {
      const target = type.kind === "map" ? type.value : type;
      if (target.kind === "message" || target.kind === "enum") reached.add(target.name);
    }
  }
  const isReached = ({ name }: { readonly name: string }): boolean => reached.has(name);
  return { messages: messages.filter(isReached), enums: enums.filter(isReached) };
}

function nameOf(object: protobuf.ReflectionObject): string {
  return object.fullName.replace(/^\./, "");
}

function placeOf(name: string, { places }: Context): Location {
  return places.get(name)?.at ?? { file: "messages", line: 1, column: 1 };
}

function isDeprecated({ options }: protobuf.ReflectionObject): boolean {
  return options?.["deprecated"] === true;
}

function toMessage(type: protobuf.Type, context: Context): Message {
  const name = nameOf(type);
  return {
    name,
    comment: type.comment ?? "",
    ...(isDeprecated(type) && { deprecated: true as const }),
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
  const at = placeOf(name, context);
  if (context.proto3.has(at.file) && values[0]?.number !== 0) {
    const message = `the first value of \`${name}\` must be 0, as the file is proto3`;
    context.problems.push({ code: "bad-enum", message, at });
  }
  return { name, comment: from.comment ?? "", values, at };
}

function toField(field: protobuf.Field, context: Context): Field {
  const path = nameOf(field);
  const at = placeOf(path, context);
  const { type, target, isUnknown } = toType(field, at, context);
  const written = isUnknown === true ? undefined : context.places.get(path)?.default;
  const isList = labelOf(field) === "repeated";
  const value = written === undefined || isList ? undefined : toDefault(written, type, target);
  if (isUnknown !== true) checkPacked(field, type, at, context);
  if (written !== undefined && value === undefined) {
    const message = `\`${written.text}\` cannot be the default of \`${path}\`, a ${field.type}`;
    context.problems.push({ code: "bad-default", message, at });
  }
  const oneof = field.partOf?.isProto3Optional === false ? field.partOf.name : undefined;
  return {
    name: field.name,
    number: field.id,
    label: labelOf(field),
    type,
    packed: isPacked(field, context),
    ...(oneof !== undefined && { oneof }),
    ...(value !== undefined && { default: value }),
    comment: field.comment ?? "",
    ...(isDeprecated(field) && { deprecated: true as const }),
    display: toDisplay(field, at, context),
    at,
  };
}

/** The label as it is written: protobufjs fills in `required` only when it resolves a whole root. */
function labelOf(field: protobuf.Field): Field["label"] {
  if (field instanceof protobuf.MapField) return "repeated";
  return field.rule === "required" || field.rule === "repeated" ? field.rule : "optional";
}

/** Lists are packed where it is said; in proto3 also where it is not. */
function isPacked(field: protobuf.Field, context: Context): boolean {
  const said: unknown = field.options?.["packed"];
  return typeof said === "boolean" ? said : context.proto3.has(placeOf(nameOf(field), context).file);
}

/** `packed` is true or false, and true of lists of numbers, booleans and enums alone. */
function checkPacked(field: protobuf.Field, type: FieldType, at: Location, { problems }: Context): void {
  const said: unknown = field.options?.["packed"];
  const isPackable =
    labelOf(field) === "repeated" &&
    (type.kind === "enum" || (type.kind === "scalar" && type.scalar !== "string" && type.scalar !== "bytes"));
  const isKnown = said === undefined || typeof said === "boolean";
  if (isKnown && (said !== true || isPackable)) return;
  const message = isKnown
    ? `\`${nameOf(field)}\` is no list of numbers, booleans or enums, which \`packed\` is for`
    : "`packed` is true or false";
  problems.push({ code: "bad-option", message, at });
}

interface Typed<T> {
  readonly type: T;
  readonly target?: protobuf.Enum | undefined;
  /** The type stands for one that is not there. */
  readonly isUnknown?: true;
}

function toType(field: protobuf.Field, at: Location, context: Context): Typed<FieldType> {
  const typed = resolve(field, at, context);
  if (!(field instanceof protobuf.MapField)) return typed;
  return { ...typed, type: { kind: "map", key: field.keyType as Scalar, value: typed.type } };
}

function resolve(
  field: protobuf.Field,
  at: Location,
  { places, problems, isLost }: Context,
): Typed<Exclude<FieldType, MapType>> {
  if (SCALARS.has(field.type)) return { type: { kind: "scalar", scalar: field.type as Scalar } };
  const found = field.parent?.lookup(field.type, [protobuf.Type, protobuf.Enum]);
  if (found instanceof protobuf.Enum) return { type: { kind: "enum", name: nameOf(found) }, target: found };
  if (found instanceof protobuf.Type) return { type: { kind: "message", name: nameOf(found) } };
  const unknown = { type: { kind: "scalar", scalar: "bytes" }, isUnknown: true } as const;
  if (isLost(field.type)) return unknown;
  const known = [...places].filter(([, { kind }]) => kind === "message" || kind === "enum").map(([name]) => name);
  const hint = didYouMean(field.type, [...known, ...SCALARS]);
  const message = `there is no message, enum or scalar \`${field.type}\``;
  problems.push({ code: "unknown-type", message, ...(hint !== undefined && { hint }), at });
  return unknown;
}

/** A default as it is written, as the value that it is; `undefined` where it is none of this type. */
function toDefault(
  { text, quoted }: NonNullable<Declaration["default"]>,
  type: FieldType,
  target: protobuf.Enum | undefined,
): Field["default"] {
  if (type.kind === "message" || type.kind === "map") return undefined;
  const isText = type.kind === "scalar" && (type.scalar === "string" || type.scalar === "bytes");
  if (quoted !== isText) return undefined;
  if (isText) return text;
  if (type.kind === "enum") return target && Object.hasOwn(target.values, text) ? target.values[text] : undefined;
  switch (type.scalar) {
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "double":
    case "float":
      return { inf: Infinity, "-inf": -Infinity, nan: NaN }[text] ?? numberOf(text);
    default:
      return integerWithin(text, type.scalar);
  }
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** A whole number within the range of its type. */
function integerWithin(text: string, scalar: Scalar): number | bigint | undefined {
  const value = integerOf(text);
  if (value === undefined) return undefined;
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
