import type { Piece } from "./describe.ts";
import { FIRST, LAST } from "./rows.ts";

/** Pieces in lines of `width` characters. A text in quotes is broken wherever a line is full, for its blanks count. */
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

/** How much of a text from `at` on goes into what is left of a line: none where it would be better on the next. */
function fitting(text: string, at: number, room: number, width: number): number {
  const left = text.length - at;
  if (left <= room) return left;
  if (text.startsWith('"')) return room;
  const blank = text.slice(at, at + room).lastIndexOf(" ");
  if (blank >= 0) return blank + 1;
  return room < width ? 0 : room;
}

/** As with rows of bytes: of many, those in the middle are left out. */
function shortened(lines: Piece[][]): Piece[][] {
  if (lines.length <= FIRST + LAST + 1) return lines;
  return [...lines.slice(0, FIRST), [{ style: "quiet", text: "…" }], ...lines.slice(-LAST)];
}

/** A sentence in lines of `width` characters, broken between words where that is possible. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(" ", width);
    const at = blank > 0 ? blank : width;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
