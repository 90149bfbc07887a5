// Copied by critgen 0.1.0 from its runtime: do not edit.

import { equalBytes } from "../../wire/bytes.ts";
import { hexDigit } from "./digits.ts";

/* Quoted-printable (RFC 2045) as Python writes it: crit shows the names of unix sockets so. */

const LINE = 76;
const [TAB, LF, CR, SPACE, DOT, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x2e, 0x3d] as const;

/** State of a text that is being written: ASCII, and the column of the next character. */
interface Quoted {
  readonly bytes: Uint8Array;
  pos: number;
  column: number;
  readonly crlf: boolean;
}

/**
 * Encodes bytes as quoted-printable. Python keeps line ends, but may change one kind into another; if that would lose
 * data, all line ends are quoted too.
 */
export function quotedPrintable(bytes: Uint8Array): Uint8Array {
  const text = encode(bytes, false);
  return equalBytes(fromQuotedPrintable(text), bytes) ? text : encode(bytes, true);
}

function encode(bytes: Uint8Array, quoteEnds: boolean): Uint8Array {
  const firstEnd = bytes.indexOf(LF);
  const crlf = firstEnd > 0 && bytes[firstEnd - 1] === CR;
  // At most three characters for a byte, or two for a line end and its quoted blank; and a line break after 24 of them.
  const size = 3 * bytes.length + 3 * Math.ceil(bytes.length / 24);
  const text: Quoted = { bytes: new Uint8Array(size), pos: 0, column: 0, crlf };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const next = bytes[i + 1];
    if ((quoteEnds && byte < SPACE) || mustQuote(bytes, i, text.column)) {
      if (text.column + 3 >= LINE) breakLine(text);
      putHex(text, byte);
      text.column += 3;
    } else if (byte === LF || (byte === CR && next === LF)) {
      protectBlank(text);
      putLineEnd(text);
      if (byte === CR) i++;
    } else {
      if (next !== undefined && next !== LF && text.column + 1 >= LINE) breakLine(text);
      text.bytes[text.pos++] = byte;
      text.column++;
    }
  }
  return text.bytes.subarray(0, text.pos);
}

function mustQuote(bytes: Uint8Array, i: number, column: number): boolean {
  const byte = bytes[i] ?? 0;
  const next = bytes[i + 1];
  if (byte > 126 || byte === EQUALS) return true;
  if (byte === DOT) return column === 0 && (next === undefined || next === LF || next === CR || next === 0);
  if (byte === TAB || byte === SPACE) return next === undefined;
  return byte < SPACE && byte !== CR && byte !== LF;
}

/** Breaks a line softly: a reader drops the equals sign and the line end. */
function breakLine(text: Quoted): void {
  text.bytes[text.pos++] = EQUALS;
  putLineEnd(text);
}

function putLineEnd(text: Quoted): void {
  if (text.crlf) text.bytes[text.pos++] = CR;
  text.bytes[text.pos++] = LF;
  text.column = 0;
}

/** Quotes a blank at the end of a line, which mail transport may drop. */
function protectBlank(text: Quoted): void {
  const last = text.bytes[text.pos - 1];
  if (text.pos === 0 || (last !== SPACE && last !== TAB)) return;
  text.pos--;
  putHex(text, last);
}

function putHex(text: Quoted, byte: number): void {
  text.bytes[text.pos++] = EQUALS;
  text.bytes[text.pos++] = capital(byte >> 4);
  text.bytes[text.pos++] = capital(byte & 15);
}

function capital(digit: number): number {
  return digit < 10 ? 0x30 + digit : 0x37 + digit;
}

/**
 * Decodes quoted-printable as Python does: a character that is not a valid escape stands for itself, and an equals sign
 * removes the line end after it, also at the end of the text.
 */
export function fromQuotedPrintable(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i] ?? 0;
    if (unit !== EQUALS) {
      bytes[size++] = unit;
      continue;
    }
    const first = text[i + 1];
    const [high, low] = [hexDigit(first ?? 0), hexDigit(text[i + 2] ?? 0)];
    if (high >= 0 && low >= 0) {
      bytes[size++] = high * 16 + low;
      i += 2;
    } else if (first === undefined || first === LF || first === CR) {
      const end = text.indexOf(LF, i + 1);
      i = end < 0 ? text.length : end;
    } else {
      bytes[size++] = EQUALS;
      if (first === EQUALS) i++;
    }
  }
  return bytes.subarray(0, size);
}
