/*
 * Formats rendered text as gofmt does. Templates write it almost so: only columns are left to align. A tab inside of a
 * line begins a column, as in the elastic tabstops of Go's tabwriter.
 */

/** Aligns the columns of adjacent lines, and joins adjacent blank lines. */
export function print(text: string): string {
  const lines = text
    .replaceAll(/\n{3,}/g, "\n\n")
    .replaceAll(/\{\n\n/g, "{\n")
    .split("\n");
  const out: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const block = blockAt(lines, i);
    out.push(...(block.length === 0 ? [lines[i] ?? ""] : aligned(block)));
    i += Math.max(1, block.length);
  }
  return `${out
    .map((line) => line.trimEnd())
    .join("\n")
    .trim()}\n`;
}

/** Returns the adjacent lines with columns. */
function blockAt(lines: readonly string[], start: number): string[] {
  let end = start;
  while (hasColumns(lines[end] ?? "")) end++;
  return lines.slice(start, end);
}

function hasColumns(line: string): boolean {
  return line.trim().includes("\t");
}

function aligned(block: readonly string[]): string[] {
  const rows = block.map((line) => {
    const indent = /^\t*/.exec(line)?.[0] ?? "";
    return { indent, cells: line.slice(indent.length).split("\t") };
  });
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map(({ cells }) => widthOf(cells, i))));
  return rows.map(({ indent, cells }) => {
    const padded = cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)));
    return `${indent}${padded.join(" ")}`;
  });
}

/** Returns the width of a cell that another one follows. */
function widthOf(cells: readonly string[], i: number): number {
  return i < cells.length - 1 ? (cells[i]?.length ?? 0) : 0;
}
