// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ImageError } from "../../wire/errors.ts";
import { type Reader, readError } from "../../wire/reader.ts";
import { decodeUtf8 } from "../../wire/utf8.ts";
import { hexDigit } from "../text/digits.ts";
import { closest } from "./suggest.ts";

/* Tokens of JSON. Numbers are read as text, because a double would round some of them. */

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a] as const;
const [OBJECT, ARRAY] = [0x7b, 0x5b] as const;

/** Creates the error for text that is not the JSON of an image. */
export function badJson(
  r: Reader,
  what: string,
  details: { expected?: string; found?: string; pos?: number; field?: string } = {},
): ImageError {
  return readError(r, "bad-json", shortened(what), details);
}

/** Creates the error for a text that ends too early. */
export function cut(r: Reader, what = "the JSON ends too early"): ImageError {
  return readError(r, "truncated", what, { pos: r.bytes.length });
}

/** Name of a field in place of its own, if the path already ends with it. */
export const IN_PATH = "";

/** Creates the error for a value that its field cannot hold; `pos` is the start of the value. */
export function badValue(
  r: Reader,
  pos: number,
  what: string,
  field?: string,
  versus: { expected?: string; found?: string } = {},
): ImageError {
  return readError(r, "bad-value", shortened(what), { ...versus, pos, field: afterPath(field) });
}

function afterPath(field: string | undefined): string | undefined {
  return field === IN_PATH ? undefined : field;
}

/** Shortens a text for an error: values can be as long as a file. */
function shortened(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 200)}…${text.slice(-100)}`;
}

/** Skips white space, and returns the first byte of the next token without reading it. */
export function peek(r: Reader): number {
  const { bytes } = r;
  let { pos } = r;
  for (;;) {
    const byte = bytes[pos];
    if (byte === undefined) throw cut(r);
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
      r.pos = pos;
      return byte;
    }
    pos++;
  }
}

/** Reads the character that must come next. */
export function expect(r: Reader, char: string): void {
  if (peek(r) !== char.charCodeAt(0)) throw unexpected(r, `\`${char}\``);
  r.pos++;
}

/** Reads the opening bracket of a value, which is that of `field` or of the path. */
export function open(r: Reader, char: "{" | "[", field?: string): void {
  if (peek(r) !== char.charCodeAt(0)) throw wrongType(r, `\`${char}\``, field);
  r.pos++;
}

/** Creates the error for an unexpected token. */
export function unexpected(r: Reader, expected: string): ImageError {
  return badJson(r, "not the JSON of an image", { expected, found: nextToken(r) });
}

/** Creates the error for a value of the wrong type, or a token that begins no value. */
export function wrongType(r: Reader, expected: string, field?: string): ImageError {
  if (NO_VALUES.includes(r.bytes[r.pos] ?? 0)) return unexpected(r, "a value");
  return badValue(r, r.pos, "not a value of the field's type", field, { expected, found: nextToken(r) });
}

/** Tokens that begin no value: `,`, `:`, `]` and `}`. */
const NO_VALUES: readonly number[] = [COMMA, COLON, 0x5d, 0x7d];

/** Returns the beginning of the next token, in quotes. */
function nextToken(r: Reader): string {
  const [text = ""] = decodeUtf8(r.bytes, r.pos, Math.min(r.pos + 12, r.bytes.length)).split(/\s/);
  return JSON.stringify(text);
}

/**
 * Moves to the next element of an array or property of an object, after `count` of them. Returns false after reading
 * the closing bracket.
 */
export function more(r: Reader, count: number, closing: "]" | "}"): boolean {
  const found = peek(r);
  if (found === closing.charCodeAt(0)) {
    r.pos++;
    return false;
  }
  if (count === 0) return true;
  if (found !== COMMA) throw unexpected(r, `\`,\` or \`${closing}\``);
  r.pos++;
  // Python's reader refuses a comma before the bracket, too.
  if (peek(r) === closing.charCodeAt(0)) throw unexpected(r, "another value after the comma");
  return true;
}

/** Creates the error for a property that an object has twice. */
export function duplicate(r: Reader, pos: number, name: string, field?: string): ImageError {
  return badJson(r, `duplicate "${name}"`, { pos, ...(field !== undefined && { field }) });
}

/** Reads the name of a property, with its colon and space, if it is `key`. */
export function takeKey(r: Reader, key: Uint8Array): boolean {
  if (peek(r) !== QUOTE) throw unexpected(r, "the name of a field, in quotes");
  const { bytes, pos } = r;
  for (let i = 0; i < key.length; i++) if (bytes[pos + i] !== key[i]) return false;
  r.pos = pos + key.length;
  return true;
}

/** Returns whether a byte ends a number or a word. */
function delimits(byte: number): boolean {
  switch (byte) {
    case 0x20:
    case COMMA:
    case COLON:
    case QUOTE:
    case OBJECT:
    case ARRAY:
    case 0x5d:
    case 0x7d:
      return true;
    default:
      return byte >= 0x09 && byte <= 0x0d;
  }
}

/** Numbers and words of JSON, and the words that Python writes. */
const WORD = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)$/;

/** Reads a number, or a word such as `true`, as text; in a text itself without `field`. */
export function readWord(r: Reader, field?: string): string {
  peek(r);
  const { bytes, pos: start } = r;
  let pos = start;
  while (pos < bytes.length && !delimits(bytes[pos] ?? 0)) pos++;
  if (pos === bytes.length) throw cut(r);
  if (pos === start) throw field === undefined ? unexpected(r, "a value") : wrongType(r, "a value", field);
  const word = decodeUtf8(bytes, start, pos);
  if (!WORD.test(word))
    throw readError(r, "bad-json", shortened(`${word} is not a value of JSON`), { field: afterPath(field) });
  r.pos = pos;
  return word;
}

/** Reads an integer of up to 15 digits; reads nothing and returns `undefined` if the next token is anything else. */
export function takeSmallInteger(r: Reader): number | undefined {
  const first = peek(r);
  const negative = first === 0x2d;
  const { bytes } = r;
  const start = negative ? r.pos + 1 : r.pos;
  let pos = start;
  let value = 0;
  for (;;) {
    const digit = (bytes[pos] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    pos++;
  }
  const digits = pos - start;
  const after = bytes[pos];
  const ends =
    after === COMMA || after === 0x5d || after === 0x7d || after === 0x0a || after === 0x20 || after === 0x0d;
  if (digits === 0 || digits > 15 || !ends || (digits > 1 && bytes[start] === 0x30)) return undefined;
  r.pos = pos;
  return negative ? -value : value;
}

/**
 * Reads a quoted hexadecimal number of up to 13 digits; reads nothing and returns `undefined` if the next token is
 * anything else.
 */
export function takeSmallHex(r: Reader): number | undefined {
  const { bytes, pos: start } = r;
  if (bytes[start + 1] !== 0x30 || bytes[start + 2] !== 0x78) return undefined;
  let pos = start + 3;
  let value = 0;
  for (let digit = hexDigit(bytes[pos] ?? 0); digit >= 0; digit = hexDigit(bytes[++pos] ?? 0))
    value = value * 16 + digit;
  const digits = pos - start - 3;
  if (digits === 0 || digits > 13 || bytes[pos] !== QUOTE) return undefined;
  r.pos = pos + 1;
  return value;
}

/** Skips a value of any type. */
export function skipValue(r: Reader): void {
  let depth = 0;
  do {
    const byte = peek(r);
    if (byte === QUOTE) skipText(r);
    else if (byte === OBJECT || byte === ARRAY) {
      depth++;
      r.pos++;
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth-- === 0) throw unexpected(r, "a value");
      r.pos++;
    } else if (byte === COMMA || byte === COLON) {
      if (depth === 0) throw unexpected(r, "a value");
      r.pos++;
    } else readWord(r);
  } while (depth > 0);
}

/** Reason of a string with a control character in it. */
export const CONTROL = "a control character in a text must be escaped";

/** Reason of a text that ends inside of a string. */
export const INSIDE = "the JSON ends inside a text";

function skipText(r: Reader): void {
  const { bytes } = r;
  for (let pos = r.pos + 1; pos < bytes.length; pos++) {
    if (bytes[pos] === BACKSLASH) pos++;
    else if (bytes[pos] === QUOTE) {
      r.pos = pos + 1;
      return;
    }
  }
  throw cut(r, INSIDE);
}

/** Formats `(did you mean …?)` if one of the names is close to `word`, else nothing. */
export function hint(word: string, names: Iterable<string>): string {
  const meant = closest(word, names);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}
