import { Buffer } from "node:buffer";

/*
 * File names are bytes, not always UTF-8. Node replaces invalid bytes in the words of the command line, and would then
 * read or write another file. Here such a byte becomes the lone surrogate U+DC00 + byte, as in texts of images.
 */

/** A path for Node's functions. */
export type Path = string | Buffer;

/** Decodes a path. Bytes that are not UTF-8 become lone surrogates. */
export function textOf(bytes: Buffer): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  let result = "";
  for (let pos = 0; pos < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => isCharacter(bytes.subarray(pos, pos + length))) ?? 0;
    result += size > 0 ? bytes.toString("utf8", pos, pos + size) : String.fromCharCode(0xdc00 + (bytes[pos] ?? 0));
    pos += Math.max(1, size);
  }
  return result;
}

function isCharacter(bytes: Buffer): boolean {
  const text = bytes.toString();
  return [...text].length === 1 && Buffer.from(text).equals(bytes);
}

/** Encodes a path, and reverses `textOf`. */
export function pathOf(text: string): Path {
  if (!/[\udc80-\udcff]/u.test(text)) return text;
  const parts = [...text].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(char);
  });
  return Buffer.concat(parts);
}
