// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { Reader } from "../../wire/reader.ts";
import { decodeUtf8, fromUnits, pointAt, putPoint, sequenceLength } from "../../wire/utf8.ts";
import { hexDigit } from "../text/digits.ts";
import { badJson, badValue, CONTROL, cut, expect, INSIDE, more, open, peek, unexpected, wrongType } from "./tokens.ts";

/*
 * Strings of JSON, from their bytes. They can be as long as a file, and consist of escapes only: so no object is made
 * for
 * a character.
 */

const [QUOTE, BACKSLASH] = [0x22, 0x5c] as const;

/** Reads a string. A byte that is not UTF-8 becomes a lone surrogate, as in all texts of an image. */
export function readText(r: Reader, field?: string): string {
  const plain = takePlainText(r);
  if (plain !== undefined) return decodeUtf8(plain, 0, plain.length);
  const start = begin(r, field);
  const end = passText(r);
  const units = new Uint16Array(end - start);
  let size = 0;
  eachPoint(r, start, end, (point) => {
    if (point > 0xffff) units[size++] = 0xd800 + ((point - 0x10000) >> 10);
    units[size++] = point > 0xffff ? 0xdc00 + ((point - 0x10000) & 0x3ff) : point;
  });
  return fromUnits(units.subarray(0, size));
}

/** Reads the name of a property, and the colon after it. */
export function readName(r: Reader): string {
  if (peek(r) !== QUOTE) throw unexpected(r, "the name of a field, in quotes");
  const name = readText(r);
  if (peek(r) !== 0x3a) throw unexpected(r, "`:`");
  r.pos++;
  return name;
}

/**
 * Reads an object: the value of `field`, or a part of the text itself. `visit` reads the value of each property, whose
 * name begins at `at`.
 */
export function eachProperty(r: Reader, visit: (name: string, at: number) => void, field?: string): void {
  if (field === undefined) expect(r, "{");
  else open(r, "{", field);
  for (let count = 0; more(r, count, "}"); count++) {
    const at = r.pos;
    visit(readName(r), at);
  }
}

/**
 * Reads a string as the bytes of an image's text: UTF-8, and lone surrogates as the bytes they stand for.
 *
 * @throws {ImageError} `bad-value` if a surrogate stands for no byte
 */
export function readUtf8(r: Reader, field: string): Uint8Array {
  const start = begin(r, field);
  const end = passText(r);
  const bytes = new Uint8Array(end - start);
  let size = 0;
  eachPoint(r, start, end, (point) => {
    const half = point >= 0xd800 && point < 0xe000 && (point < 0xdc80 || point > 0xdcff);
    if (half) throw badValue(r, start - 1, "the text has a lone surrogate", field);
    size = putPoint(point, bytes, size);
  });
  return bytes.subarray(0, size);
}

/** Reads a string with one character for each byte; `what` names the encoding in errors. */
export function readLatin1(r: Reader, field: string, what: string): Uint8Array {
  const start = begin(r, field);
  const end = passText(r);
  const bytes = new Uint8Array(end - start);
  let size = 0;
  eachPoint(r, start, end, (point) => {
    if (point > 0xff) {
      throw badValue(r, start - 1, `${JSON.stringify(String.fromCodePoint(point))} is not ${what}`, field);
    }
    bytes[size++] = point;
  });
  return bytes.subarray(0, size);
}

/**
 * Reads a string without escapes: returns the bytes between its quotes, which are UTF-8 already. Returns `undefined`
 * for any other string, and reads nothing.
 */
export function takePlainText(r: Reader): Uint8Array | undefined {
  if (peek(r) !== QUOTE) return undefined;
  const { bytes } = r;
  const start = r.pos + 1;
  for (let pos = start; pos < bytes.length; pos++) {
    const byte = bytes[pos] ?? 0;
    if (byte === BACKSLASH || byte < 0x20) return undefined;
    if (byte !== QUOTE) continue;
    r.pos = pos + 1;
    return bytes.subarray(start, pos);
  }
  return undefined;
}

/** Reads the opening quote, and returns the position after it. */
function begin(r: Reader, field: string | undefined): number {
  if (peek(r) !== QUOTE) {
    throw field === undefined ? unexpected(r, "a text in quotes") : wrongType(r, "a text in quotes", field);
  }
  return ++r.pos;
}

/** Skips a string and its closing quote; returns the position of that quote. */
function passText(r: Reader): number {
  const { bytes } = r;
  for (let { pos } = r; pos < bytes.length; pos++) {
    const byte = bytes[pos] ?? 0;
    if (byte === QUOTE) {
      r.pos = pos + 1;
      return pos;
    }
    if (byte < 0x20) throw badJson(r, CONTROL, { pos });
    if (byte === BACKSLASH) pos++;
  }
  throw cut(r, INSIDE);
}

/** Calls `visit` for each code point from `start` to `end`, including lone surrogates. */
function eachPoint(r: Reader, start: number, end: number, visit: (point: number) => void): void {
  const { bytes } = r;
  for (let pos = start; pos < end; ) {
    const byte = bytes[pos] ?? 0;
    if (byte === BACKSLASH) {
      const unit = unitAt(r, pos, end);
      pos += escapeSize(bytes, pos);
      const low = isHigh(unit) && bytes[pos] === BACKSLASH && pos < end ? unitAt(r, pos, end) : 0;
      const pair = low >= 0xdc00 && low < 0xe000;
      if (pair) pos += escapeSize(bytes, pos);
      visit(pair ? 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : unit);
    } else {
      const size = byte < 0x80 ? 1 : sequenceLength(bytes, pos, end);
      visit(size > 1 ? pointAt(bytes, pos, size) : byte < 0x80 ? byte : 0xdc00 + byte);
      pos += size;
    }
  }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** Returns the size of the escape at `pos`, in bytes. */
export function escapeSize(bytes: Uint8Array, pos: number): 2 | 6 {
  return bytes[pos + 1] === 0x75 ? 6 : 2;
}

/**
 * Returns the UTF-16 unit of the escape at `pos`, in the text up to `end`.
 *
 * @throws {ImageError} `bad-json`
 */
export function unitAt(r: Reader, pos: number, end: number): number {
  const { bytes } = r;
  const letter = bytes[pos + 1] ?? 0;
  const unit = letter === 0x75 ? hexAt(bytes, pos + 2, end) : (ESCAPES[letter] ?? 0);
  if (unit > 0 || (letter === 0x75 && unit === 0)) return unit;
  const [char = ""] = decodeUtf8(bytes, pos + 1, Math.min(pos + 5, end));
  throw badJson(r, "no such escape", { pos, found: `\\${char}` });
}

/** Parses four hexadecimal digits; returns -1 if they are not there. */
function hexAt(bytes: Uint8Array, start: number, end: number): number {
  let unit = 0;
  for (let pos = start; pos < start + 4; pos++) {
    const digit = pos < end ? hexDigit(bytes[pos] ?? 0) : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

const ESCAPES: Readonly<Record<number, number>> = {
  34: 0x22,
  92: 0x5c,
  47: 0x2f,
  98: 0x08,
  102: 0x0c,
  110: 0x0a,
  114: 0x0d,
  116: 0x09,
};
