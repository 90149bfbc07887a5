// Copied by critgen 0.1.0 from its runtime: do not edit.

import { ImageError } from "../../wire/errors.ts";
import type { Reader } from "../../wire/reader.ts";
import { encodeUtf8, utf8Length } from "../../wire/utf8.ts";
import { badJson, cut, unexpected } from "./tokens.ts";

// All supported runtimes have `TextEncoder`, newer ones `isWellFormed`; TypeScript's library for the language alone
// declares neither.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
type Text = string & { isWellFormed?(): boolean };

/**
 * Encodes a JSON text as UTF-8.
 *
 * @throws {ImageError} `bad-json` if the text has a lone surrogate that stands for no byte
 */
export function jsonBytes(json: Text | Uint8Array): Uint8Array {
  if (typeof json !== "string") return json;
  if (json.isWellFormed?.() === true) return new TextEncoder().encode(json);
  const size = utf8Length(json);
  if (size < 0) throw new ImageError("bad-json", "the text has a lone surrogate");
  const bytes = new Uint8Array(size);
  encodeUtf8(json, bytes, 0);
  return bytes;
}

/** Skips a UTF-8 byte order mark, which some editors write; refuses one of UTF-16. */
export function passMark(r: Reader): void {
  const [first, second] = r.bytes;
  if (first === 0xef && (second ?? 0xbb) === 0xbb) {
    if (r.bytes.length < 3) throw cut(r);
    r.pos = 3;
  } else if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    throw badJson(r, "this is UTF-16; JSON is UTF-8 (iconv -f UTF-16 -t UTF-8 makes it that)");
  }
}

/** Skips white space after a JSON text; refuses anything else. */
export function readBlanks(r: Reader): void {
  for (; r.pos < r.bytes.length; r.pos++) {
    const byte = r.bytes[r.pos];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) throw unexpected(r, "nothing more");
  }
}
