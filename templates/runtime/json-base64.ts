import { escapeSize, unitAt } from "./json-text.ts";
import { badValue, peek, unexpected } from "./json-tokens.ts";
import { type Reader, readError } from "./reader.ts";
import { decodeUtf8 } from "./utf8.ts";

/* Base64 as it stands in JSON. It can be as long as a file is, so no string is made of it. */

const [QUOTE, BACKSLASH, PAD] = [0x22, 0x5c, 0x3d] as const;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: Int8Array = /* @__PURE__ */ base64Values();

function base64Values(): Int8Array {
  const values = new Int8Array(256).fill(-1);
  for (let i = 0; i < 64; i++) values[ALPHABET.charCodeAt(i)] = i;
  return values;
}

/** A text while it is decoded. */
export interface Base64 {
  /** Bits that have come and are no byte yet. */
  word: number;
  bits: number;
  padding: number;
  /** The quote behind the text has been taken. */
  closed: boolean;
}

/** A text that goes on for longer than this, behind what is at hand, is decoded as it comes where that can be. */
const LONG = 1 << 20;

/** Whether the text that stands next is long, and its end not at hand. */
export function isLong(r: Reader): boolean {
  return peek(r) === QUOTE && r.bytes.length - r.pos > LONG && r.bytes.indexOf(QUOTE, r.pos + 1) < 0;
}

/** Takes a text: line ends and blanks in it do not count, and the padding may be left out. */
export function readBase64(r: Reader, field: string): Uint8Array {
  const { pos } = r;
  const text = openBase64(r, field);
  const bytes = takeBase64(r, text, field);
  if (text.closed) return bytes;
  throw readError(r, "truncated", "the JSON ends inside a text", { pos });
}

/** Takes the quote before a text. */
export function openBase64(r: Reader, field: string): Base64 {
  if (peek(r) !== QUOTE) throw unexpected(r, "a text in quotes", field);
  r.pos++;
  return { word: 0, bits: 0, padding: 0, closed: false };
}

/** Takes as much of a text as is at hand, and the quote behind it; an escape that breaks off is left. */
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
    const code = width === 1 ? byte : unitAt(r, r.pos, Math.min(r.pos + width, end), r.pos);
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

/** In JSON, control characters are escaped. */
function isBlank(code: number, width: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d && width > 1);
}

function notBase64(r: Reader, field: string): Error {
  const [char] = decodeUtf8(r.bytes, r.pos, Math.min(r.pos + 4, r.bytes.length));
  return badValue(r, r.pos, `this is not base64: ${JSON.stringify(char)} stands in it`, field);
}

function close(r: Reader, text: Base64, field: string): void {
  const complete = text.bits < 6 && (text.padding === 0 || text.padding === text.bits / 2);
  if (!complete) throw badValue(r, r.pos, "this is not base64: it ends in the middle of a byte", field);
  r.pos++;
  text.closed = true;
}
