import type { FieldSchema, ScalarType, ValueType } from "criu-images/schema";
import { EditError } from "../draft/error.ts";

/**
 * Returns the value of a field as decoders give it: numbers of 64 bits as bigints, enums as numbers.
 *
 * @param given a number, a bigint, digits (also `0x…`), a boolean, a text, bytes or the name of an enum's value; for a
 * list, an array of them
 * @throws {EditError} if the field cannot have it
 */
export function valueFor({ name, type, label }: FieldSchema, given: unknown, place: string): unknown {
  if (type.kind === "map" || type.kind === "message")
    throw new EditError(`${name} is a ${type.kind}: set a field in it`, place);
  if (label !== "repeated") return oneOf(type, given, place);
  if (!Array.isArray(given))
    throw new EditError(`${name} is a list: give all its elements, or choose one by [N]`, place);
  return given.map((one) => oneOf(type, one, place));
}

/** Returns one value of a list as decoders give it. */
export function elementFor({ name, type }: FieldSchema, given: unknown, place: string): unknown {
  if (type.kind === "map" || type.kind === "message")
    throw new EditError(`${name} has messages: set a field in one`, place);
  return oneOf(type, given, place);
}

type Plain = Exclude<ValueType, { readonly kind: "message" }>;

function oneOf(type: Plain, given: unknown, place: string): unknown {
  if (type.kind === "enum") {
    const { name, values } = type.enum();
    const found = values.find((one) => one.name === given);
    if (found !== undefined) return found.number;
    if (typeof given === "string" && !/^[-\d]/.test(given))
      throw new EditError(`${given} is no value of ${name}: it has ${values.map((one) => one.name).join(", ")}`, place);
    return Number(integer("int32", given, place));
  }
  const { scalar } = type;
  switch (scalar) {
    case "bool":
      if (typeof given !== "boolean") throw notA("true or false", given, place);
      return given;
    case "string":
      if (typeof given !== "string") throw notA("a text", given, place);
      return given;
    case "bytes":
      return bytes(given, place);
    case "double":
    case "float":
      if (typeof given !== "number") throw notA("a number", given, place);
      return given;
    default: {
      const value = integer(scalar, given, place);
      return /64$/.test(scalar) ? value : Number(value);
    }
  }
}

/** Bytes are given as they are, or as a text: its UTF-8. Those of the caller are copied. */
function bytes(given: unknown, place: string): Uint8Array {
  if (given instanceof Uint8Array) return new Uint8Array(given);
  if (typeof given === "string") return new TextEncoder().encode(given);
  throw notA("bytes or a text", given, place);
}

function integer(scalar: ScalarType, given: unknown, place: string): bigint {
  const isText = typeof given === "string" && /^(?:-?\d{1,20}|0[xX][\da-fA-F]{1,16})$/.test(given);
  if (!isText && typeof given !== "bigint" && !Number.isSafeInteger(given)) throw notA("an integer", given, place);
  const value = BigInt(given as string | number | bigint);
  const bits = BigInt(/\d+$/.exec(scalar)?.[0] ?? 32);
  const isSigned = !/^(?:uint|fixed)/.test(scalar);
  const [least, most] = isSigned ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (value < least || value > most) throw new EditError(`${value} lies outside of ${least} to ${most}`, place);
  return value;
}

function notA(what: string, given: unknown, place: string): EditError {
  const found = typeof given === "string" ? JSON.stringify(given) : nameOf(given);
  return new EditError(`${found} is not ${what}`, place);
}

/** Names a value. Objects are not converted: that calls functions of theirs, or those that they lack. */
function nameOf(given: unknown): string {
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given);
}
