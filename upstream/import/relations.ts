import { type Document, isMap, isPair, isSeq, LineCounter, type Pair, parseDocument, visit } from "yaml";
import { checkRelations } from "../../generator/check/relations/relations.ts";
import { relationsOfText } from "../../generator/load/relations.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Location, Problem } from "../../generator/model/problem.ts";
import { type Renames, renamedPath } from "./renames.ts";

/** Text of relations.yaml, and the number of its relations that were dropped. */
export interface FittedRelations {
  readonly text: string;
  readonly dropped: number;
}

/**
 * Fits the text of relations.yaml to a model: renames fields, and drops keys, cells and sections with names that the
 * model lacks. All other text stays, with its comments.
 */
export function fitRelations(text: string, model: Model, renames: Renames): FittedRelations {
  let fitted = renamed(text, renames);
  let dropped = 0;
  // A list or a space without content, and references to it, go in the next round.
  for (;;) {
    const problems: Problem[] = [];
    const relations = relationsOfText("relations.yaml", fitted, problems);
    const places = [...problems, ...checkRelations({ ...model, relations }, () => false)].map(({ at }) => at);
    if (places.length === 0) return { text: fitted, dropped };
    const left = withoutItems(fitted, places);
    if (left.length === fitted.length) throw new Error("relations.yaml has a relation that cannot be dropped");
    fitted = left;
    dropped += places.length;
  }
}

/** Renames `message.field` wherever it stands. */
function renamed(text: string, renames: Renames): string {
  return text.replaceAll(/^(\s*(?:- )?)([a-z_]\w*(?:\.\w+)+)(?=:|$|\s)/gm, (_, before: string, path: string) => {
    return before + renamedPath(path, renames);
  });
}

/** An element of a map or list, with its offsets, and whether it is the only one. */
interface Item {
  readonly start: number;
  readonly end: number;
  readonly isFlow: boolean;
  readonly isOnly: boolean;
}

/** Removes the innermost elements at some places; for the only element of a map or list, the map or list itself. */
function withoutItems(text: string, places: readonly Location[]): string {
  const lines = new LineCounter();
  const items = itemsOf(parseDocument(text, { lineCounter: lines }));
  const found = places.flatMap(({ line, column }) => {
    const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1;
    const around = items.filter(({ start, end }) => start <= offset && offset <= end);
    return around.findLast(({ isOnly }) => !isOnly) ?? [];
  });
  const outer = [...new Set(found)].filter((a) => !found.some((b) => b !== a && b.start <= a.start && a.end <= b.end));
  return outer.toSorted((a, b) => b.start - a.start).reduce((left, item) => without(left, item), text);
}

/** Lists the elements of all maps and lists, outer ones before inner ones. */
function itemsOf(document: Document): Item[] {
  const items: Item[] = [];
  const add = (range: readonly number[] | null | undefined, end: number, isFlow: boolean, isOnly: boolean): void => {
    if (range?.[0] !== undefined) items.push({ start: range[0], end, isFlow, isOnly });
  };
  visit(document, {
    Collection: (_, node) => {
      for (const item of node.items) {
        const pair = isPair(item) ? (item as Pair<RangedNode, RangedNode>) : undefined;
        const own = pair?.key ?? (item as RangedNode);
        const end = (pair?.value ?? own).range?.[1] ?? own.range?.[1] ?? 0;
        if (isMap(node) || isSeq(node)) add(own.range, end, node.flow === true, node.items.length === 1);
      }
    },
  });
  return items;
}

interface RangedNode {
  readonly range?: readonly [number, number, number] | null;
}

/** Removes an element: the lines of one in block style, or one in flow style with its comma. */
function without(text: string, { start, end, isFlow }: Item): string {
  if (!isFlow) {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const trimmed = text.slice(0, end).trimEnd().length;
    const to = text.indexOf("\n", trimmed);
    return text.slice(0, from) + (to === -1 ? "" : text.slice(to + 1));
  }
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length;
  if (after !== undefined) return text.slice(0, start) + text.slice(end + after);
  const before = /\s*,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return text.slice(0, start - before) + text.slice(end);
}
