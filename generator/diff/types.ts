import type { Enum, Field, FieldType, Scalar } from "../model/model.ts";
import { type Context, currentName } from "./context.ts";

/*
 * What a change of a field's type does. Types are alike on the wire where either reads what the other wrote, as long as
 * the value is one of both.
 */

/** Types that are written alike, and mean the same where the value fits both. */
const WIRE: Readonly<Record<Scalar, string>> = {
  ...{ bool: "varint", int32: "varint", int64: "varint", uint32: "varint", uint64: "varint" },
  ...{ sint32: "zigzag", sint64: "zigzag", float: "float", double: "double" },
  ...{ fixed32: "4 bytes", sfixed32: "4 bytes", fixed64: "8 bytes", sfixed64: "8 bytes" },
  ...{ string: "length", bytes: "length" },
};

/** How CRIU's JSON shows values. */
const JSON_FORM: Partial<Record<Scalar, string>> = { bool: "boolean", string: "text", bytes: "base64" };

/** How TypeScript holds values. */
const HELD: Partial<Record<Scalar, string>> = { bool: "boolean", string: "string", bytes: "Uint8Array" };

/** Whether either reads what the other wrote, of values that both can hold. */
export function isAlikeOnWire(before: FieldType, after: FieldType, context: Context): boolean {
  if (before.kind === "map" || after.kind === "map") {
    if (before.kind !== "map" || after.kind !== "map") return false;
    return WIRE[before.key] === WIRE[after.key] && isAlikeOnWire(before.value, after.value, context);
  }
  return wireOf(before, context) === wireOf(after);
}

/** Of types of the old format, the context tells what their messages are called in the new one. */
function wireOf(type: Exclude<FieldType, { kind: "map" }>, context?: Context): string {
  if (type.kind === "scalar") return WIRE[type.scalar];
  return type.kind === "enum" ? "varint" : named(type, context);
}

/** Whether values read the same in JSON. */
export function isAlikeInJson(before: FieldType, after: FieldType, context: Context): boolean {
  return jsonOf(before, context) === jsonOf(after);
}

function jsonOf(type: FieldType, context?: Context): string {
  if (type.kind === "map") return `map ${jsonOf(type.value, context)}`;
  return type.kind === "scalar" ? (JSON_FORM[type.scalar] ?? "number") : named(type, context);
}

/** Whether TypeScript holds them the same way. */
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

/** Whether two types are the same, but for new names of messages and enums. */
export function isSameType(before: FieldType, after: FieldType, context: Context): boolean {
  return typeText(before, (name) => currentName(name, context)) === typeText(after);
}

/** A type as .proto files write it. */
export function typeText(type: FieldType, rename: (name: string) => string = (name) => name): string {
  if (type.kind === "map") return `map<${type.key}, ${typeText(type.value, rename)}>`;
  return type.kind === "scalar" ? type.scalar : rename(type.name);
}

/** A field as .proto files write it. */
export function fieldText({ label, type, name, number }: Field): string {
  return `${type.kind === "map" ? "" : `${label} `}${typeText(type)} ${name} = ${number}`;
}

/** Whether an absent field counts as another value than before. Only optional fields are absent. */
export function countsOtherwise(before: Field, after: Field, context: Context): boolean {
  if (before.label !== "optional" || after.label !== "optional") return false;
  const plain = (value: Field["default"]): string => String(typeof value === "boolean" ? Number(value) : value);
  const old = effectiveDefault(before, context.before.enums);
  return plain(old) !== plain(effectiveDefault(after, context.after.enums));
}

/** What an absent field counts as; nothing for what has no such value. */
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
