// Copied by critgen 0.1.0 from its runtime: do not edit.

import { ImageError } from "../../wire/errors.ts";
import type { WireNumber } from "../../wire/numbers.ts";
import { LONGEST_TEXT } from "../../wire/reader.ts";
import { pointAt, sequenceLength } from "../../wire/utf8.ts";

/** Growing JSON text. It is ASCII, so it is kept as bytes. */
export interface Printer extends WireNumber {
  bytes: Uint8Array;
  pos: number;
  readonly pretty: boolean;
  /** Whether numbers that JavaScript's JSON.parse would change are written in quotes. */
  readonly quoteLarge: boolean;
  /** Whether printing is switched off: messages are read and checked only. */
  quiet: boolean;
}

/** Initial memory of a printer, in bytes. */
const FIRST = 4096;

/** One instance that is never collected, as with readers: see reader.ts. */
const kept: Printer[] = [];

export function createPrinter(pretty: boolean, quoteLarge = false): Printer {
  kept[0] ??= blank(pretty, quoteLarge);
  return blank(pretty, quoteLarge);
}

function blank(pretty: boolean, quoteLarge: boolean): Printer {
  return { bytes: new Uint8Array(FIRST), pos: 0, pretty, quoteLarge, quiet: false, canonical: true };
}

// All supported runtimes have it; TypeScript's library for the language alone does not declare it.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/**
 * Appends the printed text to `text`, and empties the printer.
 *
 * @throws {ImageError} `too-large` if a string cannot hold the text
 */
export function joined(text: string, p: Printer): string {
  if (text.length + p.pos > LONGEST_TEXT)
    throw new ImageError("too-large", "the JSON is too long for a string: print it in pieces");
  const more = new TextDecoder().decode(p.bytes.subarray(0, p.pos));
  p.pos = 0;
  return text + more;
}

/** Reserves room for `size` more bytes. */
function room(p: Printer, size: number): void {
  if (p.bytes.length - p.pos >= size) return;
  const wider = new Uint8Array(Math.max(2 * p.bytes.length, p.pos + size));
  wider.set(p.bytes.subarray(0, p.pos));
  p.bytes = wider;
}

/** Largest memory that a printer keeps, in bytes; larger memory is handed out without a copy. */
const LASTING = 1 << 22;

/** Returns the printed text, and empties the printer. */
export function taken(p: Printer): Uint8Array {
  const { bytes, pos } = p;
  p.pos = 0;
  if (bytes.length <= LASTING) return bytes.slice(0, pos);
  p.bytes = new Uint8Array(FIRST);
  return bytes.subarray(0, pos);
}

/** Prints ASCII text as it is. */
export function put(p: Printer, text: string): void {
  if (p.quiet) return;
  room(p, text.length);
  const { bytes } = p;
  let { pos } = p;
  for (let i = 0; i < text.length; i++) bytes[pos++] = text.charCodeAt(i);
  p.pos = pos;
}

/** Prints a line end and indentation; nothing in plain JSON. */
export function putLine(p: Printer, depth: number): void {
  if (!p.pretty || p.quiet) return;
  const size = 1 + 4 * depth;
  room(p, size);
  p.bytes[p.pos] = 0x0a;
  p.bytes.fill(0x20, p.pos + 1, p.pos + size);
  p.pos += size;
}

/** Longest integer in bytes: a sign and 20 digits, or 16 of a double. */
const INTEGER = 21;

/** Prints the separator before element or property `index`, and reserves room for an integer after it. */
export function putBefore(p: Printer, index: number, depth: number): void {
  if (p.quiet) return;
  room(p, 2 + INTEGER);
  if (index > 0) {
    p.bytes[p.pos++] = 0x2c;
    if (!p.pretty) p.bytes[p.pos++] = 0x20;
  }
  if (!p.pretty) return;
  putLine(p, depth);
  room(p, INTEGER);
}

/** Prints the closing bracket of an object or array of `count` elements. */
export function putClose(p: Printer, bracket: "}" | "]", count: number, depth: number): void {
  if (count > 0) putLine(p, depth);
  put(p, bracket);
}

/** Prints the name of property `index` at a depth. */
export function putName(p: Printer, name: string, index: number, depth: number): void {
  putBefore(p, index, depth);
  put(p, '"');
  put(p, name);
  put(p, '": ');
}

/** Prints a name from the key that a field has ready: a loop over a few bytes is faster than a call. */
export function putKey(p: Printer, key: Uint8Array, index: number, depth: number): void {
  if (p.quiet) return;
  putBefore(p, index, depth);
  room(p, key.length + INTEGER);
  const { bytes, pos } = p;
  for (let i = 0; i < key.length; i++) bytes[pos + i] = key[i] ?? 0;
  p.pos = pos + key.length;
}

const BILLION = 1_000_000_000;

/** Prints an integer in decimal; the room is reserved. It is a bigint only if a double cannot hold it. */
export function putInteger(p: Printer, value: number | bigint): void {
  if (typeof value === "bigint") {
    put(p, p.quoteLarge ? `"${value}"` : `${value}`);
    return;
  }
  if (value < 0) p.bytes[p.pos++] = 0x2d;
  const positive = Math.abs(value);
  if (positive < BILLION) {
    putDigits(p, positive, digitsOf(positive));
    return;
  }
  const high = Math.floor(positive / BILLION);
  putDigits(p, high, digitsOf(high));
  putDigits(p, positive - high * BILLION, 9);
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  return digits;
}

function putDigits(p: Printer, value: number, digits: number): void {
  const { bytes, pos } = p;
  let rest = value | 0;
  for (let at = pos + digits - 1; at >= pos; at--) {
    const tenth = (rest / 10) | 0;
    bytes[at] = 0x30 + rest - 10 * tenth;
    rest = tenth;
  }
  p.pos = pos + digits;
}

/** Prints UTF-8 bytes as a JSON string. */
export function putText(p: Printer, source: Uint8Array, start: number, end: number): void {
  room(p, end - start + 2);
  const { bytes } = p;
  let pos = p.pos;
  bytes[pos++] = 0x22;
  for (let i = start; i < end; i++) {
    const byte = source[i] ?? 0;
    if (isSpecial(byte)) {
      p.pos = pos;
      putEscaped(p, source, i, end);
      return;
    }
    bytes[pos++] = byte;
  }
  bytes[pos++] = 0x22;
  p.pos = pos;
}

/** Checks for a character that must be escaped: not printable, not ASCII, a quote or a backslash. */
function isSpecial(byte: number): boolean {
  return byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c;
}

/** Longest escape of a byte, in characters: `\u` and four digits. */
const ESCAPE = 6;

/** Prints the remainder of a text with characters to escape, and the closing quote. */
function putEscaped(p: Printer, source: Uint8Array, start: number, end: number): void {
  room(p, ESCAPE * (end - start) + 1);
  for (let i = start; i < end; ) {
    const byte = source[i] ?? 0;
    if (!isSpecial(byte)) p.bytes[p.pos++] = byte;
    else if (byte < 0x80) putSpecial(p, byte);
    else {
      const size = sequenceLength(source, i, end);
      putPoint(p, size === 1 ? 0xdc00 + byte : pointAt(source, i, size));
      i += size - 1;
    }
    i++;
  }
  p.bytes[p.pos++] = 0x22;
}

/** Letters of the short escapes for 8 (BS) to 13 (CR), in ASCII; 0 for none. */
const SHORT: Uint8Array = /* @__PURE__ */ Uint8Array.of(0x62, 0x74, 0x6e, 0, 0x66, 0x72);

function putSpecial(p: Printer, byte: number): void {
  const short = byte === 0x22 || byte === 0x5c ? byte : (SHORT[byte - 8] ?? 0);
  if (short === 0) {
    putUnit(p, byte);
    return;
  }
  p.bytes[p.pos++] = 0x5c;
  p.bytes[p.pos++] = short;
}

/** Prints a code point as one escape, or as two surrogates. */
function putPoint(p: Printer, point: number): void {
  if (point < 0x10000) putUnit(p, point);
  else {
    putUnit(p, 0xd800 + ((point - 0x10000) >> 10));
    putUnit(p, 0xdc00 + ((point - 0x10000) & 0x3ff));
  }
}

function putUnit(p: Printer, unit: number): void {
  p.bytes[p.pos++] = 0x5c;
  p.bytes[p.pos++] = 0x75;
  for (let shift = 12; shift >= 0; shift -= 4) {
    const digit = (unit >> shift) & 15;
    p.bytes[p.pos++] = digit < 10 ? 0x30 + digit : 0x57 + digit;
  }
}

/** Returns UTF-8 bytes as a JSON string. */
export function jsonText(bytes: Uint8Array): string {
  const p = createPrinter(false);
  putText(p, bytes, 0, bytes.length);
  return joined("", p);
}

/** Prints a text as a JSON string. */
export function putString(p: Printer, text: string): void {
  room(p, ESCAPE * text.length + 2);
  p.bytes[p.pos++] = 0x22;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!isSpecial(unit)) p.bytes[p.pos++] = unit;
    else if (unit < 0x80) putSpecial(p, unit);
    else putUnit(p, unit);
  }
  p.bytes[p.pos++] = 0x22;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const DIGITS: Uint8Array = /* @__PURE__ */ Uint8Array.from(ALPHABET, (char) => char.charCodeAt(0));
const PAD = 0x3d;

/** Bytes in a line of base64. */
export const BASE64_LINE = 57;

/** Prints base64 in lines of 76 characters; each ends with an escaped line end. */
export function putBase64Lines(p: Printer, bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length; start += BASE64_LINE) {
    putBase64(p, bytes, start, Math.min(start + BASE64_LINE, bytes.length));
    put(p, "\\n");
  }
}

/** Prints base64 without line ends. */
export function putBase64(p: Printer, bytes: Uint8Array, start = 0, end: number = bytes.length): void {
  if (p.quiet) return;
  room(p, 4 * Math.ceil((end - start) / 3));
  const text = p.bytes;
  let { pos } = p;
  for (let i = start; i < end; i += 3) {
    const left = end - i;
    const second = left > 1 ? (bytes[i + 1] ?? 0) : 0;
    const third = left > 2 ? (bytes[i + 2] ?? 0) : 0;
    const word = ((bytes[i] ?? 0) << 16) | (second << 8) | third;
    text[pos++] = DIGITS[word >> 18] ?? 0;
    text[pos++] = DIGITS[(word >> 12) & 63] ?? 0;
    text[pos++] = left > 1 ? (DIGITS[(word >> 6) & 63] ?? 0) : PAD;
    text[pos++] = left > 2 ? (DIGITS[word & 63] ?? 0) : PAD;
  }
  p.pos = pos;
}
