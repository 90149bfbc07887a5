// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { Reader } from "../../wire/reader.ts";
import { decodeUtf8 } from "../../wire/utf8.ts";
import { BASE64 } from "../text/digits.ts";
import { escapeSize, unitAt } from "./strings.ts";
import { badJson, badValue, CONTROL, cut, INSIDE, peek, wrongType } from "./tokens.ts";

/* Base64 in JSON. It can be as long as a file, so no string is made of it. */

const [QUOTE, BACKSLASH, PAD] = [0x22, 0x5c, 0x3d] as const;

const VALUES: Int8Array = /* @__PURE__ */ base64Values();

function base64Values(): Int8Array {
  const values = new Int8Array(256).fill(-1);
  for (let i = 0; i < 64; i++) values[BASE64.charCodeAt(i)] = i;
  return values;
}

/** State of a text that is being decoded. */
export interface Base64 {
  /** Bits that do not fill a byte yet. */
  word: number;
  bits: number;
  padding: number;
  /** Whether the closing quote has been read. */
  closed: boolean;
}

/** Size, in bytes, from which on a text that has not arrived in full is decoded piece by piece if possible. */
const LONG = 1 << 20;

/** Returns whether a long text comes next, and its closing quote has not arrived. */
export function isLong(r: Reader): boolean {
  return peek(r) === QUOTE && r.bytes.length - r.pos > LONG && r.bytes.indexOf(QUOTE, r.pos + 1) < 0;
}

/**
 * Reads a whole text. Spaces and escaped line ends in it are ignored, and padding is optional.
 *
 * @throws {ImageError} `bad-value`, `truncated`
 */
export function readBase64(r: Reader, field: string): Uint8Array {
  const text = openBase64(r, field);
  const bytes = takeBase64(r, text, field);
  if (text.closed) return bytes;
  throw cut(r, INSIDE);
}

/** Reads the opening quote of a text. */
export function openBase64(r: Reader, field: string): Base64 {
  if (peek(r) !== QUOTE) throw wrongType(r, "a text in quotes", field);
  r.pos++;
  return { word: 0, bits: 0, padding: 0, closed: false };
}

/** Decodes the text that has arrived, up to its closing quote; an incomplete escape at the end stays unread. */
export function takeBase64(r: Reader, text: Base64, field: string): Uint8Array {
  const { bytes } = r;
  const quote = bytes.indexOf(QUOTE, r.pos);
  const end = quote < 0 ? bytes.length : quote;
  const into = new Uint8Array(Math.ceil(((end - r.pos) * 3) / 4) + 1);
  let size = 0;
  while (r.pos < end) {
    const byte = bytes[r.pos] ?? 0;
    const width = byte !== BACKSLASH ? 1 : escapeSize(bytes, r.pos);
    if (r.pos + width > end && quote < 0) break;
    const code = width === 1 ? byte : unitAt(r, r.pos, Math.min(r.pos + width, end));
    const value = VALUES[code] ?? -1;
    if (value >= 0 && text.padding === 0) {
      text.word = ((text.word << 6) | value) & 0xffff;
      text.bits += 6;
      if (text.bits >= 8) {
        text.bits -= 8;
        into[size++] = (text.word >> text.bits) & 0xff;
      }
    } else if (code === PAD) text.padding++;
    else if (!isBlank(code, width)) throw notBase64(r, field);
    r.pos += width;
  }
  if (quote >= 0) close(r, text, field);
  return into.subarray(0, size);
}

/** Returns whether a character is a blank. JSON has control characters only as escapes, of more than one byte. */
function isBlank(code: number, width: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d && width > 1);
}

function notBase64(r: Reader, field: string): Error {
  if ((r.bytes[r.pos] ?? 0) < 0x20) return badJson(r, CONTROL);
  const [char] = decodeUtf8(r.bytes, r.pos, Math.min(r.pos + 4, r.bytes.length));
  return badValue(r, r.pos, `this is not base64: it contains ${JSON.stringify(char)}`, field);
}

function close(r: Reader, text: Base64, field: string): void {
  const complete = text.bits < 6 && (text.padding === 0 || text.padding === text.bits / 2);
  if (!complete) throw badValue(r, r.pos, "this is not base64: it ends in the middle of a byte", field);
  r.pos++;
  text.closed = true;
}
