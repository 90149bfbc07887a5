import type { Piece } from "../../inspect/dissect/describe.ts";
import { FIRST, LAST } from "./rows.ts";

/**
 * Breaks pieces into lines of `width` characters. A quoted text is broken at any character, because its spaces count.
 */
export function wrapPieces(pieces: readonly Piece[], width: number, full: boolean): Piece[][] {
  const lines: Piece[][] = [[]];
  let room = width;
  for (const { style, text } of pieces) {
    for (let at = 0; at < text.length; ) {
      const size = fitting(text, at, room, width);
      if (size > 0) lines.at(-1)?.push({ style, text: text.slice(at, at + size) });
      at += size;
      room -= size;
      if (at === text.length) continue;
      lines.push([]);
      room = width;
    }
  }
  return full ? lines : shortened(lines);
}

/**
 * Returns the number of characters of `text` from `at` that go on the current line; 0 if they should begin a new one.
 */
function fitting(text: string, at: number, room: number, width: number): number {
  const left = text.length - at;
  if (left <= room) return left;
  if (text.startsWith('"')) return room;
  const blank = text.slice(at, at + room).lastIndexOf(" ");
  if (blank >= 0) return blank + 1;
  return room < width ? 0 : room;
}

/** Leaves out the middle of many lines, as with rows of bytes. */
function shortened(lines: Piece[][]): Piece[][] {
  if (lines.length <= FIRST + LAST + 1) return lines;
  return [...lines.slice(0, FIRST), [{ style: "quiet", text: "…" }], ...lines.slice(-LAST)];
}
