import { describe, isBytes, type Piece } from "../../inspect/dissect/describe.ts";
import { count, type DissectNode, type Note } from "../../inspect/dissect/node.ts";
import { wrap } from "../terminal/wrap.ts";
import { asciiText, GAP, hexText, hexWidth, OFFSET, offsetText, type Page, painted } from "./page.ts";
import { type Row, rowsOf } from "./rows.ts";
import { wrapPieces } from "./wrap.ts";

/** Least width of the third column in characters, at any depth. */
const NARROWEST = 24;

/** Formats a node as lines. */
export function* nodeLines(page: Page, node: DissectNode): Generator<string> {
  const { offset, size, header = 0 } = node;
  const indent = Math.max(0, Math.min(2 * node.depth, page.room - NARROWEST));
  const asBytes = isBytes(node) && size - header > page.perRow;
  const pieces = wrapPieces(describe(node), page.room - indent, page.full);
  yield* pairedLines(page, node, indent, pieces, asBytes ? offset + header : offset + size);
  for (const note of node.notes) yield* noteLines(page, offset, indent, note);
  if (asBytes) yield* dataLines(page, indent, offset + header, offset + size);
}

/** Prints bytes up to `end` beside their description; the longer one goes on alone. */
function* pairedLines(
  page: Page,
  { offset, header = 0 }: DissectNode,
  indent: number,
  pieces: readonly Piece[][],
  end: number,
): Generator<string> {
  let line = 0;
  for (const row of rowsOf(offset, end, page.perRow, page.full)) {
    yield rowLine(page, row, offset + header, indent, painted(page, pieces[line++] ?? []));
  }
  for (; line < pieces.length; line++)
    yield textLine(page, line === 0 ? offset : undefined, indent, pieces[line] ?? []);
}

/** Prints bytes beside their ASCII characters. */
function* dataLines(page: Page, indent: number, start: number, end: number): Generator<string> {
  for (const row of rowsOf(start, end, page.perRow, page.full)) {
    const text = row.elided ? "" : asciiText(page.bytes.subarray(row.start, row.end));
    yield rowLine(page, row, 0, indent, page.paints.quiet(text));
  }
}

/** Prints a note. It begins with the offset, so that a search for errors alone finds the place. */
function* noteLines(page: Page, offset: number, indent: number, { severity, text }: Note): Generator<string> {
  const label = { error: "error", warn: "warning", info: "note" }[severity];
  for (const [i, line] of wrap(`${label}: ${text}`, { width: page.room - indent, cut: true }).entries()) {
    yield textLine(page, i === 0 ? offset : undefined, indent, [{ style: severity, text: line }]);
  }
}

/** Prints a row; the bytes before `tagEnd` are tag and length. */
function rowLine(page: Page, row: Row, tagEnd: number, indent: number, text: string): string {
  const { start, end, elided } = row;
  const width = hexWidth(page.perRow) + GAP + indent;
  const size = elided ? `… ${count(end - start, "byte")}` : undefined;
  const blanks = " ".repeat(Math.max(GAP, width - (size?.length ?? hexWidth(end - start))));
  const hex = size === undefined ? rowHex(page, row, tagEnd) : page.paints.quiet(size);
  return `${page.paints.quiet(offsetText(start))}${" ".repeat(GAP)}${hex}${blanks}${text}`.trimEnd();
}

function rowHex({ bytes, paints }: Page, { start, end }: Row, tagEnd: number): string {
  const split = Math.min(Math.max(start, tagEnd), end);
  const tag = hexText(bytes, start, split);
  const value = hexText(bytes, split, end);
  if (tag === "") return value;
  return value === "" ? paints.tag(tag) : `${paints.tag(tag)} ${value}`;
}

/** Prints a line without bytes. */
function textLine(page: Page, offset: number | undefined, indent: number, pieces: readonly Piece[]): string {
  const place = offset === undefined ? " ".repeat(OFFSET) : page.paints.quiet(offsetText(offset));
  const blanks = " ".repeat(GAP + hexWidth(page.perRow) + GAP + indent);
  return `${place}${blanks}${painted(page, pieces)}`.trimEnd();
}
