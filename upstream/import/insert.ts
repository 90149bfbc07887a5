/* Inserts items among others in the order of a source, in one pass. */

/** Returns the index of the first item of each key. */
export function indicesBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): Map<string, number> {
  const indices = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const key = keyOf(item);
    if (key !== undefined && !indices.has(key)) indices.set(key, i);
  }
  return indices;
}

/** An item of the source: the index of its kept one, if that is known, or a new item. */
export type Entry<Item> = { readonly after: number | undefined } | { readonly added: Item };

/** Inserts each added item after its predecessor in the source. Without a predecessor, inserts it at index `start`. */
export function insertAll<Item>(kept: readonly Item[], entries: readonly Entry<Item>[], start: number): Item[] {
  const added = new Map<number, Item[]>();
  let at = start;
  for (const entry of entries) {
    if ("after" in entry) at = entry.after === undefined ? at : entry.after + 1;
    else if (added.has(at)) added.get(at)?.push(entry.added);
    else added.set(at, [entry.added]);
  }
  const before = (i: number): readonly Item[] => added.get(i) ?? [];
  return [...kept.flatMap((item, i) => [...before(i), item]), ...before(kept.length)];
}
