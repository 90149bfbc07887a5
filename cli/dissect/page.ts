import type { Piece, Style } from "../../inspect/dissect/describe.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Page for dissected bytes, with three columns: offset, bytes and meaning. */
export interface Page {
  readonly bytes: Uint8Array;
  /** Whether to show long parts in full. */
  readonly full: boolean;
  /** Bytes in a row. */
  readonly perRow: number;
  /** Width of the third column, in characters. */
  readonly room: number;
  readonly paints: Readonly<Record<Style, Paint>>;
}

type Paint = (text: string) => string;

/** Width of an offset, and of the gap between columns, in characters. */
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

/** Returns the width of bytes in hexadecimal, in characters. */
export function hexWidth(bytes: number): number {
  return bytes === 0 ? 0 : 3 * bytes - 1;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Formats bytes in hexadecimal, separated by spaces. */
export function hexText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (const byte of bytes.subarray(start, end)) text += text === "" ? HEX[byte] : ` ${HEX[byte]}`;
  return text;
}

/** Formats bytes as ASCII, with dots for other bytes. */
export function asciiText(bytes: Uint8Array): string {
  const chars = Array.from(bytes, (byte) => (byte < 0x20 || byte > 0x7e ? "." : String.fromCharCode(byte)));
  return `|${chars.join("")}|`;
}

export function offsetText(offset: number): string {
  return offset.toString(16).padStart(OFFSET, "0");
}

/** Colors pieces by their styles. */
export function painted({ paints }: Page, pieces: readonly Piece[]): string {
  return pieces.map(({ style, text }) => paints[style](text)).join("");
}
