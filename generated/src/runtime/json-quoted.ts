// Copied by critgen 0.1.0 from its runtime: do not edit.

import { equalBytes } from "./bytes.ts";

/*
 * Quoted-printable (RFC 2045) as Python writes it, for the names of unix sockets: CRIU's JSON shows them so.
 */

const LINE = 76;
const [TAB, LF, CR, SPACE, DOT, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x2e, 0x3d] as const;

/**
 * Bytes as quoted-printable. Python keeps line ends as they are and may change one kind into another; where that would
 * lose something, all line ends are quoted too.
 */
export function quotedPrintable(bytes: Uint8Array): string {
  const text = encode(bytes, false);
  return equalBytes(fromQuotedPrintable(text), bytes) ? text : encode(bytes, true);
}

function encode(bytes: Uint8Array, quoteEnds: boolean): string {
  const firstEnd = bytes.indexOf(LF);
  const lineEnd = firstEnd > 0 && bytes[firstEnd - 1] === CR ? "\r\n" : "\n";
  let text = "";
  let column = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const next = bytes[i + 1];
    if (quoteEnds ? byte < SPACE || mustQuote(bytes, i, column) : mustQuote(bytes, i, column)) {
      if (column + 3 >= LINE) {
        text += `=${lineEnd}`;
        column = 0;
      }
      text += hex(byte);
      column += 3;
    } else if (byte === LF || (byte === CR && next === LF)) {
      text = protectBlank(text) + lineEnd;
      column = 0;
      if (byte === CR) i++;
    } else {
      if (next !== undefined && next !== LF && column + 1 >= LINE) {
        text += `=${lineEnd}`;
        column = 0;
      }
      text += String.fromCharCode(byte);
      column++;
    }
  }
  return text;
}

function mustQuote(bytes: Uint8Array, i: number, column: number): boolean {
  const byte = bytes[i] ?? 0;
  const next = bytes[i + 1];
  if (byte > 126 || byte === EQUALS) return true;
  if (byte === DOT) return column === 0 && (next === undefined || next === LF || next === CR || next === 0);
  if (byte === TAB || byte === SPACE) return next === undefined;
  return byte < SPACE && byte !== CR && byte !== LF;
}

/** A blank at the end of a line would get lost on the way: it is quoted after all. */
function protectBlank(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last === SPACE || last === TAB ? text.slice(0, -1) + hex(last) : text;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/**
 * The bytes that a quoted-printable text stands for, as Python reads it: what is not, or cannot be, quoted stands for
 * itself, and an equals sign takes the line end behind it away; at the end of the text there is one too.
 */
export function fromQuotedPrintable(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== EQUALS) {
      bytes.push(unit & 0xff);
      continue;
    }
    const pair = text.slice(i + 1, i + 3);
    if (/^[0-9A-Fa-f]{2}$/.test(pair)) {
      bytes.push(Number.parseInt(pair, 16));
      i += 2;
    } else if (/^[\r\n]|^$/.test(pair)) {
      const end = text.indexOf("\n", i + 1);
      i = end < 0 ? text.length : end;
    } else {
      bytes.push(EQUALS);
      if (pair.startsWith("=")) i++;
    }
  }
  return Uint8Array.from(bytes);
}
