// Copied by critgen 0.1.0 from its runtime: do not edit.

import { ImageError } from "./errors.ts";
import { badJson, unexpected } from "./json-tokens.ts";
import { type Reader, readError } from "./reader.ts";
import { encodeUtf8, utf8Length } from "./utf8.ts";

// Every runtime has the first, newer ones have the second; the types that belong to the language have neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
type Text = string & { isWellFormed?(): boolean };

/** Returns the UTF-8 of a JSON text. */
export function jsonBytes(json: Text | Uint8Array): Uint8Array {
  if (typeof json !== "string") return json;
  if (json.isWellFormed?.() === true) return new TextEncoder().encode(json);
  const size = utf8Length(json);
  if (size < 0) throw new ImageError("bad-json", "the text has half of a character");
  const bytes = new Uint8Array(size);
  encodeUtf8(json, bytes, 0);
  return bytes;
}

/** Skips a mark of UTF-8, as some editors put before a text; refuses one of UTF-16. */
export function passMark(r: Reader): void {
  const [first, second] = r.bytes;
  if (first === 0xef && (second ?? 0xbb) === 0xbb) {
    if (r.bytes.length < 3) throw readError(r, "truncated", "the JSON ends too early");
    r.pos = 3;
  } else if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    throw badJson(r, "this is UTF-16; JSON is UTF-8 (iconv -f UTF-16 -t UTF-8 makes it that)");
  }
}

/** Skips the blanks behind a JSON text; refuses anything else there. */
export function readBlanks(r: Reader): void {
  for (; r.pos < r.bytes.length; r.pos++) {
    const byte = r.bytes[r.pos];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) throw unexpected(r, "nothing more");
  }
}
