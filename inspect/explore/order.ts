/** An entry of a tree, and its distance from the root. */
export type Node<Entry> = readonly [entry: Entry, depth: number];

/**
 * Sorts entries so that each follows its parent, and siblings keep their order. Children of a missing parent are roots,
 * too. Entries that are their own ancestors are left out. A stack is used instead of recursion, because a chain can be
 * long.
 */
export function inTreeOrder<Entry>(
  entries: readonly Entry[],
  idOf: (entry: Entry) => number,
  parentOf: (entry: Entry) => number,
): Node<Entry>[] {
  const ids = new Set(entries.map(idOf));
  const children = new Map<number, Entry[]>();
  for (const entry of entries) {
    const siblings = children.get(parentOf(entry));
    if (siblings === undefined) children.set(parentOf(entry), [entry]);
    else siblings.push(entry);
  }
  const left = entries.filter((entry) => !ids.has(parentOf(entry))).map((entry): Node<Entry> => [entry, 0]);
  left.reverse();
  const ordered: Node<Entry>[] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [entry, depth] = next;
    ordered.push(next);
    const below = children.get(idOf(entry)) ?? [];
    // Entries with the same id would have the children twice.
    children.delete(idOf(entry));
    for (const child of below.toReversed()) left.push([child, depth + 1]);
  }
  return ordered;
}
