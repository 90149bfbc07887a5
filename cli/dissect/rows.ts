/** A row of bytes, or a range that is left out. */
export interface Row {
  readonly start: number;
  readonly end: number;
  readonly elided?: true;
}

/** Rows shown at the beginning and at the end of a long range; those between are left out. */
export const FIRST = 4;
export const LAST = 1;

/** Splits a range into rows of `width` bytes; leaves out the middle unless `full`. */
export function* rowsOf(start: number, end: number, width: number, full: boolean): Generator<Row> {
  const total = Math.ceil((end - start) / width);
  const elide = !full && total > FIRST + LAST + 1;
  const from = elide ? start + FIRST * width : end;
  const to = elide ? start + (total - LAST) * width : end;
  yield* plainRows(start, from, width);
  if (elide) yield { start: from, end: to, elided: true };
  yield* plainRows(to, end, width);
}

function* plainRows(start: number, end: number, width: number): Generator<Row> {
  for (let at = start; at < end; at += width) yield { start: at, end: Math.min(at + width, end) };
}
