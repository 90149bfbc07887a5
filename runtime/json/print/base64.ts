import { BASE64 } from "../text/digits.ts";
import { type Printer, put, room } from "./printer.ts";

const DIGITS: Uint8Array = /* @__PURE__ */ Uint8Array.from(BASE64, (char) => char.charCodeAt(0));
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

/** Returns the length of the base64 of `size` bytes. */
export function base64Size(size: number): number {
  return 4 * Math.ceil(size / 3);
}

/** Prints base64 without line ends. */
export function putBase64(p: Printer, bytes: Uint8Array, start = 0, end: number = bytes.length): void {
  if (p.quiet) return;
  room(p, base64Size(end - start));
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
