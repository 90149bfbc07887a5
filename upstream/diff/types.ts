import { typeText } from "../../generator/model/format/proto-text.ts";
import type { Enum, Field, FieldType, Scalar } from "../../generator/model/model.ts";
import { type Context, currentName } from "./context.ts";

/*
 * The effects of a change of a field's type. Two types are alike on the wire if each reads the values of the other, as
 * long as the value fits both.
 */

/** Encodings of types. Two types with one encoding read a value alike if it fits both. */
const WIRE: Readonly<Record<Scalar, string>> = {
  ...{ bool: "varint", int32: "varint", int64: "varint", uint32: "varint", uint64: "varint" },
  ...{ sint32: "zigzag", sint64: "zigzag", float: "float", double: "double" },
  ...{ fixed32: "4 bytes", sfixed32: "4 bytes", fixed64: "8 bytes", sfixed64: "8 bytes" },
  ...{ string: "length", bytes: "length" },
};

/** Forms of values in CRIU's JSON; others are numbers. */
const JSON_FORM: Partial<Record<Scalar, string>> = { bool: "boolean", string: "text", bytes: "base64" };

/** TypeScript types of values; others are numbers or bigints. */
const HELD: Partial<Record<Scalar, string>> = { bool: "boolean", string: "string", bytes: "Uint8Array" };

/** Returns whether each type reads the values of the other, if both can hold them. */
export function isAlikeOnWire(before: FieldType, after: FieldType, context: Context): boolean {
  if (before.kind === "map" || after.kind === "map") {
    if (before.kind !== "map" || after.kind !== "map") return false;
    return WIRE[before.key] === WIRE[after.key] && isAlikeOnWire(before.value, after.value, context);
  }
  return wireOf(before, context) === wireOf(after);
}

/** Returns the encoding of a type. With a context, messages of the old format get their new names. */
function wireOf(type: Exclude<FieldType, { kind: "map" }>, context?: Context): string {
  if (type.kind === "scalar") return WIRE[type.scalar];
  return type.kind === "enum" ? "varint" : named(type, context);
}

/** Returns whether JSON has the same form for values of both types. */
export function isAlikeInJson(before: FieldType, after: FieldType, context: Context): boolean {
  return jsonOf(before, context) === jsonOf(after);
}

function jsonOf(type: FieldType, context?: Context): string {
  if (type.kind === "map") return `map ${jsonOf(type.value, context)}`;
  return type.kind === "scalar" ? (JSON_FORM[type.scalar] ?? "number") : named(type, context);
}

/** Returns whether both types are one in TypeScript. */
export function isAlikeInTypes(before: FieldType, after: FieldType, context: Context): boolean {
  return heldOf(before, context) === heldOf(after);
}

function heldOf(type: FieldType, context?: Context): string {
  if (type.kind === "map") return `Map ${held(type.key)} ${heldOf(type.value, context)}`;
  return type.kind === "scalar" ? held(type.scalar) : named(type, context);
}

function held(scalar: Scalar): string {
  return HELD[scalar] ?? (scalar.endsWith("64") ? "bigint" : "number");
}

function named({ kind, name }: { readonly kind: string; readonly name: string }, context?: Context): string {
  return `${kind} ${context === undefined ? name : currentName(name, context)}`;
}

/** Returns whether two types are the same; renamed messages and enums count as the same. */
export function isSameType(before: FieldType, after: FieldType, context: Context): boolean {
  return typeText(before, (name) => currentName(name, context)) === typeText(after);
}

/** Returns whether an absent field has another value than before. Only optional fields can be absent. */
export function countsOtherwise(before: Field, after: Field, context: Context): boolean {
  if (before.label !== "optional" || after.label !== "optional") return false;
  const plain = (value: Field["default"]): string => String(typeof value === "boolean" ? Number(value) : value);
  const old = effectiveDefault(before, context.before.enums);
  return plain(old) !== plain(effectiveDefault(after, context.after.enums));
}

/** Returns the value of an absent field; undefined for messages and maps. */
export function effectiveDefault({ type, default: said }: Field, enums: readonly Enum[]): Field["default"] {
  if (said !== undefined || type.kind === "message" || type.kind === "map") return said;
  if (type.kind === "enum") return enums.find(({ name }) => name === type.name)?.values[0]?.number;
  return ZERO[held(type.scalar)];
}

const ZERO: Readonly<Record<string, Field["default"]>> = {
  number: 0,
  bigint: 0n,
  boolean: false,
  string: "",
  Uint8Array: "",
};
