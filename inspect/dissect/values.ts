import {
  floatText,
  jsonText,
  prettyText,
  quotedPrintable,
  type ScalarField,
  type WireField,
} from "criu-images/layouts";
import { type Source, type Varint, varintAt } from "../wire/wire.ts";
import { type Note, warn } from "./node.ts";

/** A value as in pretty JSON with names, and the number if that is another form of it. */
export interface Value {
  readonly value?: string | undefined;
  readonly raw?: string | undefined;
  readonly integer?: bigint;
  readonly notes: readonly Note[];
}

/** Size in bytes above which a value is shown only as bytes. */
const LONGEST_VALUE = 1 << 20;

/** Context of a value that decides its form. */
export interface Shown {
  /** Whether an enclosing message asks for hexadecimal integers. */
  readonly hex: boolean;
  /** Index in a list; 0 outside of lists. */
  readonly index: number;
}

/** Reads the value from `start` to `end` of a field that is not a message. */
export function readValue(source: Source, field: WireField, start: number, end: number, shown: Shown): Value {
  const { layout } = field;
  switch (layout.type) {
    case "message":
      return { notes: [] };
    case "string":
    case "bytes":
      return bytesValue(source.bytes.subarray(start, end), layout);
    case "float":
      return { value: floatText(source.view.getFloat32(start, true)), notes: [] };
    case "double":
      return { value: floatText(source.view.getFloat64(start, true)), notes: [] };
    case "fixed32":
      return integerValue(BigInt(source.view.getUint32(start, true)), layout, shown, []);
    case "sfixed32":
      return integerValue(BigInt(source.view.getInt32(start, true)), layout, shown, []);
    case "fixed64":
      return integerValue(source.view.getBigUint64(start, true), layout, shown, []);
    case "sfixed64":
      return integerValue(source.view.getBigInt64(start, true), layout, shown, []);
    default:
      return varintValue(varintAt(source, start, end), field, shown);
  }
}

function varintValue(varint: Varint, field: WireField, shown: Shown): Value {
  const { layout } = field;
  const integer = integerOf(varint, layout.type);
  const notes = varintNotes(varint, "number");
  if (isCut(varint, layout.type)) notes.push(warn(`only the lower 32 bits are used: ${varint.value} is too large`));
  if (layout.type === "enum") return enumValue(integer, field, layout.enum, notes);
  if (layout.type === "bool") return { ...boolValue(varint.value, notes), integer };
  return integerValue(integer, layout as ScalarField, shown, notes);
}

function integerOf({ value, low }: Varint, type: WireField["layout"]["type"]): bigint {
  switch (type) {
    case "int32":
    case "enum":
      return BigInt(low | 0);
    case "uint32":
      return BigInt(low);
    case "sint32":
      return BigInt((low >>> 1) ^ -(low & 1));
    case "int64":
      return BigInt.asIntN(64, value);
    case "sint64":
      return (value >> 1n) ^ -(value & 1n);
    case "bool":
      return value === 0n ? 0n : 1n;
    default:
      return value;
  }
}

/** Returns whether a value is wider than its type. A negative value of 32 bits fills 64 bits. */
function isCut({ value, low }: Varint, type: WireField["layout"]["type"]): boolean {
  if (type === "uint32" || type === "sint32") return value !== BigInt(low);
  if (type === "int32" || type === "enum") return BigInt.asIntN(64, value) !== BigInt(low | 0) && value !== BigInt(low);
  return false;
}

/** Reports oddities of a varint that readers accept. */
export function varintNotes({ overlong, value, low, size }: Varint, what: "number" | "tag" | "length"): Note[] {
  const notes = overlong ? [warn(`the ${what} takes ${size} bytes, more than it needs`)] : [];
  if (what !== "number" && value !== BigInt(low)) notes.push(warn(`only the lower 32 bits of the ${what} are used`));
  return notes;
}

function enumValue(integer: bigint, { names }: WireField, type: string, notes: readonly Note[]): Value {
  const name = names.get(Number(integer));
  if (name !== undefined) return { value: `"${name}"`, raw: `${integer}`, integer, notes };
  return { value: `${integer}`, integer, notes: [...notes, warn(`${type} has no such value`)] };
}

function boolValue(value: bigint, notes: readonly Note[]): Value {
  const odd = value > 1n ? [warn(`${value} counts as true`)] : [];
  return { value: value === 0n ? "false" : "true", notes: [...notes, ...odd] };
}

function integerValue(integer: bigint, field: ScalarField, { hex, index }: Shown, notes: readonly Note[]): Value {
  const pretty = prettyText(integer, field, hex, index);
  if (pretty === undefined) return { value: `${integer}`, integer, notes };
  return { value: pretty, raw: `${integer}`, integer, notes };
}

function bytesValue(bytes: Uint8Array, { type, conv }: ScalarField): Value {
  if (bytes.length > LONGEST_VALUE || (type === "bytes" && conv === undefined))
    return { value: base64(bytes), notes: [] };
  if (conv !== undefined) return { value: jsonText(quotedPrintable(bytes)), notes: [] };
  const notes = isUtf8(bytes) ? [] : [warn("not UTF-8: other bytes are shown as \\udc and their value")];
  return { value: jsonText(bytes), notes };
}

/** Encodes bytes as crit does, in lines of 76 characters with line ends; returns `undefined` if they are too many. */
export function base64(bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_VALUE) return undefined;
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) text += btoa(latin1(bytes.subarray(at, at + PIECE)));
  return `"${text.replace(/.{1,76}/g, "$&\\n")}"`;
}

/** Bytes that are encoded at once: a multiple of 3, so that only the last piece is padded. */
const PIECE = 3 << 12;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    UTF8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
