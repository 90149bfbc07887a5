import { ImageError } from "../../wire/errors.ts";
import type { WireNumber } from "../../wire/numbers.ts";
import { LONGEST_TEXT } from "../../wire/reader.ts";

/** Growing JSON text. It is ASCII, so it is kept as bytes. */
export interface Printer extends WireNumber {
  bytes: Uint8Array;
  pos: number;
  readonly pretty: boolean;
  /** Whether numbers that JavaScript's JSON.parse would change are written in quotes. */
  readonly quoteLarge: boolean;
  /** Whether extras are printed in full, or only their sizes. */
  readonly payload: boolean;
  /** Whether printing is switched off: messages are read and checked only. */
  quiet: boolean;
  /** Set to false by a message whose text would not be that of its canonical form. */
  usual: boolean;
}

/** Initial memory of a printer, in bytes. */
const FIRST = 4096;

/** One instance that is never collected, as with readers: see reader.ts. */
const kept: Printer[] = [];

/** Options of printing; see `JsonOptions`. */
interface PrintOptions {
  readonly pretty?: boolean;
  readonly quoteLarge?: boolean;
  readonly payload?: boolean;
}

export function createPrinter(options: PrintOptions = {}): Printer {
  kept[0] ??= blank(options);
  return blank(options);
}

function blank({ pretty = false, quoteLarge = false, payload = true }: PrintOptions): Printer {
  const bytes = new Uint8Array(FIRST);
  return { bytes, pos: 0, pretty, quoteLarge, payload, quiet: false, usual: true, canonical: true };
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
export function room(p: Printer, size: number): void {
  if (p.bytes.length - p.pos >= size) return;
  const wider = new Uint8Array(Math.max(2 * p.bytes.length, p.pos + size));
  wider.set(p.bytes.subarray(0, p.pos));
  p.bytes = wider;
}

/** Largest memory that a printer begins with again, in bytes. */
const LASTING = 1 << 22;

/** Size of text, in bytes, from which on the memory is handed out without a copy. */
const LARGE = 1 << 20;

/** Returns the printed text, and empties the printer. */
export function taken(p: Printer): Uint8Array {
  const { bytes, pos } = p;
  p.pos = 0;
  if (pos < LARGE && bytes.length <= LASTING) return bytes.slice(0, pos);
  p.bytes = new Uint8Array(Math.min(bytes.length, LASTING));
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
