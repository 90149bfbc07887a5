import { printable } from "../../generator/text/printable.ts";

/** A grapheme as a terminal shows it. */
interface Cell {
  readonly text: string;
  /** Width in columns. */
  readonly width: number;
  /** Offset of its end in the text. */
  readonly end: number;
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

const graphemes = new Intl.Segmenter("en");

function cellsOf(text: string): Cell[] {
  return Array.from(graphemes.segment(text), ({ segment, index }) => {
    const shown = printable(segment);
    const width = shown !== segment ? shown.length : WIDE.test(segment) ? 2 : 1;
    return { text: shown, width, end: index + segment.length };
  });
}

/**
 * Crops a line around a place to fit the terminal. Returns also the number of columns before the place.
 *
 * @param index offset of the place in the line
 * @param room width in columns
 */
export function partOfLine(line: string, index: number, room: number): { shown: string; before: number } {
  // A very long line is cut first, so that it is not segmented as a whole.
  const from = Math.max(0, index - 4 * room);
  const to = index + 4 * room;
  const cells = cellsOf(line.slice(from, to));
  const found = cells.findIndex(({ end }) => from + end > index);
  const place = found < 0 ? cells.length : found;
  const starts = [0];
  for (const { width } of cells) starts.push((starts.at(-1) ?? 0) + width);
  const total = starts.at(-1) ?? 0;
  const wanted = Math.max(0, Math.min((starts[place] ?? 0) - Math.floor(room / 2), total - room));
  const first = starts.findIndex((start) => start >= wanted);
  const last = starts.findLastIndex((start) => start - (starts[first] ?? 0) <= room);
  const texts = cells.slice(first, last).map(({ text }) => text);
  if (first > 0 || from > 0) texts[0] = "…".padEnd(cells[first]?.width ?? 1);
  if (last < cells.length || to < line.length) texts[texts.length - 1] = "…".padStart(cells[last - 1]?.width ?? 1);
  return { shown: texts.join(""), before: (starts[place] ?? 0) - (starts[first] ?? 0) };
}
