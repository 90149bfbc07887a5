import { pointAt, sequenceLength } from "../../wire/utf8.ts";
import { createPrinter, joined, type Printer, room } from "./printer.ts";

/* Strings of JSON, in ASCII. */

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

/** Returns whether a character must be escaped: if it is not printable, not ASCII, a quote or a backslash. */
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
  const p = createPrinter();
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
