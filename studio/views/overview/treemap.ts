/** A rectangle of a treemap, in the units of the whole. */
export interface Tile<Item> {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a rectangle into tiles whose areas are in proportion to sizes. The items are split into halves of about equal
 * size, across the longer side: tiles stay near to squares.
 *
 * @param items with sizes greater than 0, the largest first
 */
export function treemap<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  area: Area,
): readonly Tile<Item>[] {
  const [only] = items;
  if (only === undefined) return [];
  if (items.length === 1) return [{ item: only, ...area }];
  const total = items.reduce((sum, item) => sum + sizeOf(item), 0);
  let half = 1;
  let first = sizeOf(only);
  while (half < items.length - 1) {
    const next = items[half];
    if (next === undefined || first + sizeOf(next) > total / 2) break;
    first += sizeOf(next);
    half++;
  }
  const [one, other] = divided(area, first / total);
  return [...treemap(items.slice(0, half), sizeOf, one), ...treemap(items.slice(half), sizeOf, other)];
}

/** Divides an area across its longer side. */
function divided({ x, y, width, height }: Area, part: number): [Area, Area] {
  if (width >= height) {
    const first = width * part;
    return [
      { x, y, width: first, height },
      { x: x + first, y, width: width - first, height },
    ];
  }
  const first = height * part;
  return [
    { x, y, width, height: first },
    { x, y: y + first, width, height: height - first },
  ];
}
