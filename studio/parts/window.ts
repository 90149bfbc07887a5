/* Arithmetic of a list that renders only the rows that are seen. Browsers limit the height of an element. */

/** Greatest height of a list, in pixels: beyond it, the bar of the scroll moves more than one row at a time. */
const TALLEST = 8_000_000;

/** Size of a list and of its window, in pixels. */
export interface ListSize {
  readonly count: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

/** Returns the height of the list as the browser has it. */
export function scrollHeight({ count, rowHeight }: ListSize): number {
  return Math.min(TALLEST, count * rowHeight);
}

/** Returns the position of the first visible row, with its fraction, for a position of the scroll. */
export function topAt(size: ListSize, scroll: number): number {
  const room = scrollHeight(size) - size.viewHeight;
  if (room <= 0) return 0;
  return Math.min(1, Math.max(0, scroll / room)) * lastTop(size);
}

/** Returns the position of the scroll that shows a row at the top. */
export function scrollFor(size: ListSize, top: number): number {
  const room = Math.max(0, scrollHeight(size) - size.viewHeight);
  const last = lastTop(size);
  return last === 0 ? 0 : (Math.min(last, Math.max(0, top)) / last) * room;
}

/** Returns the first row to show so that `row` is visible: by a small step if that is enough, else with rows around it. */
export function topToShow(size: ListSize, top: number, row: number): number {
  const rows = size.viewHeight / size.rowHeight;
  if (row < top - rows / 2 || row > top + rows * 1.5) return Math.max(0, row - rows / 3);
  if (row < top) return row;
  return row + 1 > top + rows ? Math.min(row, row + 1 - rows) : top;
}

/** Returns the rows that are seen at a position, from the first up to the one after the last. */
export function rowsAt({ count, rowHeight, viewHeight }: ListSize, top: number): [from: number, to: number] {
  const from = Math.max(0, Math.floor(top));
  return [Math.min(from, count), Math.min(count, Math.ceil(top + viewHeight / rowHeight))];
}

function lastTop({ count, rowHeight, viewHeight }: ListSize): number {
  return Math.max(0, count - viewHeight / rowHeight);
}
