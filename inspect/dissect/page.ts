import type { Terminal } from "../terminal.ts";
import type { Piece, Style } from "./describe.ts";

/** What dissected bytes are written on: three columns, for the offset, the bytes and what they are. */
export interface Page {
  readonly bytes: Uint8Array;
  /** Leave nothing out of long runs. */
  readonly full: boolean;
  /** So many bytes stand in a row. */
  readonly perRow: number;
  /** Columns for what bytes are. */
  readonly room: number;
  readonly paints: Readonly<Record<Style, Paint>>;
}

type Paint = (text: string) => string;

/** Columns of an offset, and between columns. */
export const OFFSET = 8;
export const GAP = 2;

export function pageOf(bytes: Uint8Array, { width, colors }: Terminal, full: boolean): Page {
  const perRow = width >= 110 ? 16 : width >= 70 ? 8 : 4;
  const room = width - OFFSET - 2 * GAP - hexWidth(perRow);
  const paints: Page["paints"] = {
    word: colors.magenta,
    frame: colors.bold,
    tag: colors.cyan,
    name: (text) => text,
    value: colors.green,
    quiet: colors.dim,
    error: (text) => colors.bold(colors.red(text)),
    warn: colors.yellow,
    info: colors.dim,
  };
  return { bytes, full, perRow, room, paints };
}

/** Columns of bytes in hexadecimal. */
export function hexWidth(bytes: number): number {
  return bytes === 0 ? 0 : 3 * bytes - 1;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes in hexadecimal, with blanks between them. */
export function hexText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (const byte of bytes.subarray(start, end)) text += text === "" ? HEX[byte] : ` ${HEX[byte]}`;
  return text;
}

/** Bytes as the characters that they may be. */
export function asciiText(bytes: Uint8Array): string {
  const chars = Array.from(bytes, (byte) => (byte < 0x20 || byte > 0x7e ? "." : String.fromCharCode(byte)));
  return `|${chars.join("")}|`;
}

export function offsetText(offset: number): string {
  return offset.toString(16).padStart(OFFSET, "0");
}

/** Pieces in their colours. */
export function painted({ paints }: Page, pieces: readonly Piece[]): string {
  return pieces.map(({ style, text }) => paints[style](text)).join("");
}
