import type { Range } from "./scan.ts";

/** A text without some of its parts: there are spaces in their place, so that all else stands where it stood. */
export function blank(text: string, ranges: readonly Range[]): string {
  let from = 0;
  const pieces: string[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    if (range.to <= from) continue;
    pieces.push(text.slice(from, range.from), text.slice(range.from, range.to).replaceAll(/[^\n]/g, " "));
    from = range.to;
  }
  return [...pieces, text.slice(from)].join("");
}
