import { isMap, isPair, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { YamlPath } from "../../generator/load/source.ts";
import { contains, type Span } from "../text/span.ts";

/*
 * Nodes of parsed YAML, with their spans in the text.
 */

/** A key of a map, and its value. */
export interface Entry {
  readonly name: string;
  readonly key: Span;
  readonly value: Node | undefined;
}

/** Lists the entries of a map; of anything else, none. */
export function entriesOf(node: unknown): Entry[] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    return [{ name: String(key.value), key: spanOf(key), value: (value ?? undefined) as Node | undefined }];
  });
}

/** Lists the items of a list; of anything else, none. */
export function itemsOf(node: unknown): Node[] {
  return isSeq(node) ? (node.items.filter((item) => item !== null && !isPair(item)) as Node[]) : [];
}

/** Returns the value of a key. */
export function childOf(node: unknown, key: string): Node | undefined {
  return entriesOf(node).find(({ name }) => name === key)?.value;
}

/** Returns a text value of a map; undefined if it is missing or no text. */
export function textOf(node: unknown, key: string): string | undefined {
  const value = childOf(node, key);
  return isScalar(value) && typeof value.value === "string" ? value.value : undefined;
}

/** Returns the span of a scalar's content, inside of its quotes; of another node as a whole. */
export function spanOf(node: Node): Span {
  const [from = 0, to = from] = node.range ?? [];
  const isQuoted = isScalar(node) && /^QUOTE/.test(String(node.type));
  return isQuoted && to - from >= 2 ? { from: from + 1, to: to - 1 } : { from, to };
}

export function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === "string";
}

/** A key or a value, and its path. */
export interface Found {
  readonly path: YamlPath;
  readonly at: "key" | "value";
  readonly span: Span;
}

/** Finds the key or the scalar at an offset. */
export function nodeAt(node: unknown, offset: number, path: YamlPath = []): Found | undefined {
  for (const { name, key, value } of entriesOf(node)) {
    if (contains(key, offset)) return { path: [...path, name], at: "key", span: key };
    if (value !== undefined && isWithin(value, offset)) return nodeAt(value, offset, [...path, name]);
  }
  for (const [i, item] of itemsOf(node).entries()) {
    if (isWithin(item, offset)) return nodeAt(item, offset, [...path, i]);
  }
  return isScalar(node) && isWithin(node, offset) ? { path, at: "value", span: spanOf(node) } : undefined;
}

function isWithin({ range }: Node, offset: number): boolean {
  return range !== undefined && range !== null && range[0] <= offset && offset <= range[1];
}
