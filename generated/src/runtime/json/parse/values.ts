// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ValueField } from "../../wire/fields.ts";
import type { EnumField, ScalarField } from "../../wire/layout.ts";
import type { Reader } from "../../wire/reader.ts";
import { INTEGERS, type IntegerType, type Range, rangeOf } from "../../wire/scalars.ts";
import {
  type LargeNumbers,
  putHalves,
  type Writer,
  writeBool,
  writeBytes,
  writeDouble,
  writeFloat,
  writeInt32,
} from "../../wire/writer.ts";
import { fromCode, fromDevice, fromFlags, fromInteger, shownInteger } from "../text/integers.ts";
import { fromName, namesAt } from "../text/names.ts";
import { fromQuotedPrintable } from "../text/quoted-printable.ts";
import { readBase64 } from "./base64.ts";
import { readLatin1, readText, readUtf8, takePlainText } from "./strings.ts";
import { badValue, hint, IN_PATH, peek, readWord, takeSmallHex, takeSmallInteger } from "./tokens.ts";

const QUOTE = 0x22;

/** Writes the next value, with a tag before it. */
export function putScalar(r: Reader, w: Writer, field: ValueField): void {
  putValue(r, w, field, field.tag, 0, field.name);
}

/** Writes the next element of a list, with a tag before it; tag 0 writes none. The path leads to the element. */
export function putElement(r: Reader, w: Writer, field: ValueField, tag: number, index: number): void {
  putValue(r, w, field, tag, index, IN_PATH);
}

/** Writes a value; `name` is its field in errors. */
function putValue(r: Reader, w: Writer, field: ValueField, tag: number, index: number, name: string): void {
  const { layout, type } = field;
  switch (type) {
    case "string":
      writeBytes(w, tag, takePlainText(r) ?? readUtf8(r, name), name);
      break;
    case "bytes":
      writeBytes(w, tag, readBytes(r, layout, name), name);
      break;
    case "bool":
      writeBool(w, tag, readBool(r, name), name);
      break;
    case "float":
      writeFloat(w, tag, readFloat(r, type, name), name);
      break;
    case "double":
      writeDouble(w, tag, readFloat(r, type, name), name);
      break;
    case "enum":
      writeInt32(w, tag, readEnum(r, field, layout, name), name);
      break;
    default:
      putInteger(r, w, field, layout, type, tag, index, name);
      break;
  }
}

/** Returns the position of the next token, for errors. */
function start(r: Reader): number {
  peek(r);
  return r.pos;
}

function readBytes(r: Reader, { conv }: ScalarField, name: string): Uint8Array {
  if (conv === undefined) return readBase64(r, name);
  return fromQuotedPrintable(readLatin1(r, name, "quoted-printable"));
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

function readBool(r: Reader, name: string): boolean {
  const pos = start(r);
  const word = readWord(r, name);
  const value = Object.hasOwn(BOOLEANS, word) ? BOOLEANS[word] : undefined;
  if (value === undefined) throw badValue(r, pos, `${word} is neither true nor false`, name);
  return value;
}

const FLOAT = /^-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)$|^NaN$/;

/** Reads a number, in quotes or not; infinities and NaN are allowed. */
function readFloat(r: Reader, type: "float" | "double", name: string): number {
  const pos = start(r);
  const word = peek(r) === QUOTE ? readText(r) : readWord(r, name);
  if (!FLOAT.test(word)) throw badValue(r, pos, `${word} is not a number`, name);
  const value = Number(word);
  const held = type === "float" ? Math.fround(value) : value;
  if (Math.abs(held) < Infinity || /[yN]/.test(word)) return value;
  throw badValue(r, pos, `${word} does not fit into ${type}`, name);
}

function readEnum(r: Reader, { names }: ValueField, { enum: type, values }: EnumField, name: string): number {
  const pos = start(r);
  if (peek(r) !== QUOTE) return Number(inRange(r, pos, readInteger(r, pos, name), INTEGERS.int32.range, "int32", name));
  const text = readText(r);
  if (Object.hasOwn(values, text)) return values[text] ?? 0;
  const number = fromInteger(text);
  if (number !== undefined) return Number(inRange(r, pos, number, INTEGERS.int32.range, "int32", name));
  throw badValue(r, pos, `'${text}' is not a value of ${type}${hint(text, names.values())}`, name);
}

/** Reads an integer without quotes. */
function readInteger(r: Reader, pos: number, name: string): number | bigint {
  const small = takeSmallInteger(r);
  if (small !== undefined) return small;
  const word = readWord(r, name);
  if (word === "null") throw badValue(r, pos, "null: leave out an absent field", name);
  const value = /^-?\d+$/.test(word) ? fromInteger(word) : undefined;
  if (value === undefined) throw badValue(r, pos, `${word} is not a whole number${throughDouble(word)}`, name);
  return value;
}

/** Advice in warnings and errors about rounded integers. */
export const ROUNDING: string =
  "jq before 1.7 and JavaScript's JSON.parse do that; decode the image again with --quote-large (quoteLarge: true), " +
  "or use jq 1.7 or parseJson";

/** Longest text that a program writes for a double, in characters. */
const LONGEST_DOUBLE = 400;

/** Returns advice for a number beyond 2^53 that is written as programs write a double. */
function throughDouble(word: string): string {
  const value = Number(word);
  if (!(Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isFinite(value)) || word.length > LONGEST_DOUBLE) return "";
  if (/^-?\d+$/.test(word) && String(value) !== word && `${BigInt(value)}` !== word) return "";
  return `: it went through a double, which rounds beyond 2^53; ${ROUNDING}`;
}

/** Reads an integer of an extra, in quotes or not, and checks its range. */
export function readWhole(r: Reader, type: "u16" | "u32" | "u64", name: string): number | bigint {
  const pos = start(r);
  const text = peek(r) === QUOTE ? readText(r) : undefined;
  const value = text === undefined ? readInteger(r, pos, name) : fromInteger(text);
  if (value === undefined) throw badValue(r, pos, `'${text}' is not a whole number`, name);
  return inRange(r, pos, value, WHOLE[type], type, name);
}

function putInteger(
  r: Reader,
  w: Writer,
  { most }: ValueField,
  layout: ScalarField,
  type: IntegerType,
  tag: number,
  index: number,
  name: string,
): void {
  const quoted = peek(r) === QUOTE;
  const { pos } = r;
  const value = quoted
    ? (takeSmallHex(r) ?? fromText(r, pos, readText(r), layout, index, name))
    : readInteger(r, pos, name);
  if (typeof value === "number" && value >= 0 && value <= most)
    putHalves(w, tag, value >>> 0, value > 0xffffffff ? (value / WORD) >>> 0 : 0);
  else INTEGERS[type].put(w, tag, inRange(r, pos, value, INTEGERS[type].range, type, name), name);
  if (w.large !== undefined && typeof value === "bigint" && !quoted) countLarge(w.large, value);
}

/** Digits of a rounded integer: as in 9223372036854776000, zeros at the end, and more digits than people write. */
const ROUNDED = /^-?[1-9]\d{13,}[1-9]0+$/;

function countLarge(large: LargeNumbers, value: bigint): void {
  const text = `${value}`;
  if (text.length >= 18 && ROUNDED.test(text) && String(Number(text)) === text) large.rounded++;
  else large.exact++;
}

/** Parses an integer of pretty JSON: names, a device, hexadecimal, or a number in quotes. */
function fromText(
  r: Reader,
  pos: number,
  text: string,
  { dev, flags, dict, names }: ScalarField,
  index: number,
  name: string,
): bigint {
  const named = names && fromName(text, names, index);
  if (named !== undefined) return named;
  if (flags !== undefined) {
    const value = fromFlags(text, flags);
    if (typeof value === "bigint") return value;
    const known = names === undefined ? Object.keys(flags.bits) : namesAt(names, index);
    throw badValue(r, pos, `'${value.unknown}' is not a flag of ${flags.name}${hint(value.unknown, known)}`, name);
  }
  const value =
    (dev === undefined ? undefined : fromDevice(text, dev)) ??
    (dict === undefined ? undefined : fromCode(text, dict)) ??
    fromInteger(text);
  if (value !== undefined) return value;
  if (dev !== undefined) throw badValue(r, pos, `'${text}' is not a device, such as 8:1`, name);
  if (names === undefined && dict === undefined) throw badValue(r, pos, `'${text}' is not a whole number`, name);
  const known = [...Object.values(dict?.codes ?? {}), ...(names === undefined ? [] : namesAt(names, index))];
  throw badValue(r, pos, `'${text}' is not a name of ${dict?.name ?? names?.name}${hint(text, known)}`, name);
}

/** Ranges of the integers of extras. */
const WHOLE = {
  u16: /* @__PURE__ */ rangeOf(16, false),
  u32: /* @__PURE__ */ rangeOf(32, false),
  u64: /* @__PURE__ */ rangeOf(64, false),
} as const;

/**
 * Returns the value if its type can hold it. A number is an exact integer.
 *
 * @throws {ImageError} `bad-value`
 */
function inRange(
  r: Reader,
  pos: number,
  value: number | bigint,
  { least, most, rough }: Range,
  type: string,
  name: string,
): number | bigint {
  const fits = typeof value === "number" ? value >= rough[0] && value <= rough[1] : value >= least && value <= most;
  if (fits) return value;
  const text = shownInteger(value);
  const what = `${text} does not fit into ${type}: its range is ${least} to ${most}`;
  throw badValue(r, pos, `${what}${throughDouble(text)}`, name);
}

const WORD = 0x1_0000_0000;
