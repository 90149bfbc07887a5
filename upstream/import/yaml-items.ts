import { isCollection, isPair, type Pair } from "yaml";
import { documentOf } from "../../generator/load/source.ts";
import type { Location } from "../../generator/model/problem.ts";

/* Elements of a YAML text, removed with their lines or commas; all other text stays. */

/** An element of a map or list: its offsets, and those of the elements in it. */
interface Item {
  readonly start: number;
  readonly end: number;
  readonly inner: List | undefined;
}

/** Elements of a map or list, in the order of their offsets. */
interface List {
  readonly isFlow: boolean;
  readonly items: readonly Item[];
}

/** An element by its list and its index there. */
interface Found {
  readonly list: List;
  readonly index: number;
}

/** Removes the innermost elements at some places; for the only element of a map or list, the map or list itself. */
export function withoutItems(text: string, places: readonly Location[]): string {
  const { document, lines } = documentOf(text);
  const root = listOf(document.contents);
  const removed = new Map<List, Set<number>>();
  for (const { line, column } of places) {
    const found = itemAt(root, (lines.lineStarts[line - 1] ?? 0) + column - 1);
    if (found === undefined) continue;
    const indexes = removed.get(found.list) ?? new Set();
    removed.set(found.list, indexes.add(found.index));
  }
  const cuts = [...removed].flatMap(([list, indexes]) => cutsOf(text, list, indexes));
  return withoutCuts(text, cuts);
}

function listOf(node: unknown): List | undefined {
  if (!isCollection(node)) return undefined;
  const items = (node.items as readonly unknown[]).flatMap((item): Item[] => {
    const pair = isPair(item) ? (item as Pair<RangedNode, RangedNode>) : undefined;
    const own = pair?.key ?? (item as RangedNode);
    const value = pair?.value ?? own;
    if (own.range?.[0] === undefined) return [];
    return [{ start: own.range[0], end: value.range?.[1] ?? own.range[1], inner: listOf(pair?.value ?? item) }];
  });
  return { isFlow: node.flow === true, items };
}

interface RangedNode {
  readonly range?: readonly [number, number, number] | null;
}

/** Finds the innermost element at an offset that is not the only one of its list. */
function itemAt(root: List | undefined, offset: number): Found | undefined {
  let found: Found | undefined;
  for (let list = root; list !== undefined; ) {
    const index = indexAt(list.items, offset);
    const item = list.items[index];
    if (item === undefined || offset > item.end) break;
    if (list.items.length > 1) found = { list, index };
    list = item.inner;
  }
  return found;
}

/** Returns the index of the last element that begins at an offset or before; -1 if there is none. */
function indexAt(items: readonly Item[], offset: number): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((items[middle]?.start ?? 0) <= offset) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** Part of a text to remove. */
interface Cut {
  readonly from: number;
  readonly to: number;
}

/** Returns the parts of a text with some elements of a list. */
function cutsOf(text: string, { isFlow, items }: List, indexes: ReadonlySet<number>): Cut[] {
  const sorted = [...indexes].sort((a, b) => a - b);
  if (!isFlow) return sorted.flatMap((index) => items[index] ?? []).map((item) => linesOf(text, item));
  return sorted.flatMap((index) => flowCut(items, index, indexes) ?? []);
}

/** Returns the lines of an element in block style. */
function linesOf(text: string, { start, end }: Item): Cut {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  const next = text.indexOf("\n", last);
  return { from: text.lastIndexOf("\n", start - 1) + 1, to: next < 0 ? text.length : next + 1 };
}

/** Returns an element in flow style, up to the next one; if no later one stays, from the end of the last that does. */
function flowCut(items: readonly Item[], index: number, indexes: ReadonlySet<number>): Cut | undefined {
  const item = items[index];
  const next = items[index + 1];
  if (item === undefined) return undefined;
  if (next !== undefined) return { from: item.start, to: next.start };
  let first = index;
  while (indexes.has(first - 1)) first--;
  const before = items[first - 1];
  return { from: before?.end ?? items[first]?.start ?? item.start, to: item.end };
}

/** Removes parts that may overlap. */
function withoutCuts(text: string, cuts: readonly Cut[]): string {
  const left: string[] = [];
  let pos = 0;
  for (const { from, to } of cuts.toSorted((a, b) => a.from - b.from)) {
    if (from > pos) left.push(text.slice(pos, from));
    pos = Math.max(pos, to);
  }
  return left.join("") + text.slice(pos);
}
