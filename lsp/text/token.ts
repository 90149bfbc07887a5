import type { Span } from "./span.ts";

const STRING = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y;
const WORD = /[\w.%/@+-]+/y;

/** Longest token that a problem underlines, in UTF-16 units. */
const MOST = 200;

/** Returns the token that begins at an offset: a string, a word, or one character. */
export function tokenAt(text: string, from: number): Span {
  for (const pattern of [STRING, WORD]) {
    pattern.lastIndex = from;
    const [found] = pattern.exec(text.slice(0, from + MOST)) ?? [];
    if (found !== undefined) return { from, to: from + found.length };
  }
  return { from, to: Math.min(from + 1, text.length) };
}

/** Returns the name around an offset: letters, digits and underscores, and dots if `isPath`. */
export function wordAround(text: string, offset: number, isPath = false): Span {
  const isPart = (char: string): boolean => /\w/.test(char) || (isPath && char === ".");
  let [from, to] = [offset, offset];
  while (from > 0 && isPart(text.charAt(from - 1))) from--;
  while (to < text.length && isPart(text.charAt(to))) to++;
  return { from, to };
}
