import { type Alias, type Document, isNode, isScalar, LineCounter, type Node, type Pair, visit } from "yaml";
import { onceFor } from "../model/memo.ts";
import type { Location, Problem } from "../model/problem.ts";
import { parsedYaml } from "./parsed-yaml.ts";
import { rememberByText } from "./remember.ts";

/** A path in a YAML document: keys and indices. */
export type YamlPath = readonly (string | number)[];

/** A YAML file of the schema, with the place of each value. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Returns whether an entry of a section, such as a row of `images`, was left out because of a problem. */
  isLost(section: string, name: string): boolean;
  /**
   * Returns the place of the value at `path`, or of its key. If there is none, it is the nearest place on the way to
   * it.
   */
  at(path: YamlPath, what?: "key" | "value"): Location;
}

/** Stands for a file that is missing or could not be read: its content is unknown. */
export const LOST: YamlSource = {
  file: "",
  value: {},
  isLost: () => true,
  at: () => ({ file: "", line: 1, column: 1 }),
};

/** A document of the YAML library. */
interface ParsedYaml {
  /** Duplicate keys of a map are left out. */
  readonly document: Document;
  readonly lines: LineCounter;
  /** Offsets of duplicate keys. */
  readonly duplicates: readonly number[];
  /** Aliases, which a schema cannot have. */
  readonly aliases: readonly Alias[];
}

/** Parses YAML to a document with the offsets of its nodes, as far as its syntax permits. */
export const documentOf: (text: string) => ParsedYaml = rememberByText((text) => {
  const lines = new LineCounter();
  const document = parsedYaml(text, lines);
  const duplicates: number[] = [];
  const aliases: Alias[] = [];
  visit(document, {
    Map: (_, map) => {
      map.items = firstOfEach(map.items, (key) => duplicates.push(isNode(key) ? (key.range?.[0] ?? 0) : 0));
    },
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return { document, lines, duplicates, aliases };
});

/** Parses YAML. Returns nothing if there are problems of syntax. */
export function parseYaml(file: string, text: string, problems: Problem[]): YamlSource | undefined {
  const { document, lines, duplicates, aliases } = documentOf(text);
  const locate = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  for (const error of document.errors) {
    problems.push({ code: "yaml-syntax", message: sentence(error.message), at: locate(error.pos[0]) });
  }
  for (const offset of duplicates) {
    problems.push({ code: "duplicate-key", message: "map keys must be unique", at: locate(offset) });
  }
  for (const { source, range } of aliases) {
    const message = `\`*${source}\` repeats another part of the file`;
    problems.push({ code: "yaml-alias", message, hint: "write it out", at: locate(range?.[0] ?? 0) });
  }
  if (document.errors.length > 0 || aliases.length > 0) return undefined;
  return {
    file,
    value: document.toJS(),
    isLost: () => false,
    at: (path, what = "value") => locate(offsetOf(document, path, what)),
  };
}

/** Returns the first pair of each key, and reports the keys of the others. */
function firstOfEach(items: readonly Pair[], report: (key: unknown) => void): Pair[] {
  const byKey = new Map<unknown, Pair>();
  for (const item of items) {
    const key = isScalar(item.key) ? item.key.value : item.key;
    if (byKey.has(key)) report(item.key);
    else byKey.set(key, item);
  }
  return [...byKey.values()];
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** Returns the offset of the node at a path, or of the nearest node on the way to it. */
function offsetOf(document: Document, path: YamlPath, what: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const item = itemsOf(node).get(String(key));
    if (item === undefined) break;
    if (isPair(item)) offset = (what === "value" ? item.value?.range?.[0] : undefined) ?? item.key.range?.[0] ?? offset;
    else offset = item.range?.[0] ?? offset;
    node = isPair(item) ? item.value : item;
  }
  return offset;
}

type Item = { key: Node; value: Node | null } | Node;

function itemsOf(node: unknown): ReadonlyMap<string, Item> {
  return typeof node === "object" && node !== null ? itemsByKey(node) : new Map();
}

/** Returns the entries of a map by key, and of a list by index, so that large maps are searched once. */
const itemsByKey = onceFor((node: object): ReadonlyMap<string, Item> => {
  const items = "items" in node && Array.isArray(node.items) ? node.items : [];
  return new Map(items.map((item: Item, index): [string, Item] => [keyOf(item, index), item]));
});

function keyOf(item: Item, index: number): string {
  return isPair(item) ? String((item.key as { value?: unknown }).value) : String(index);
}

function isPair(item: unknown): item is { key: Node; value: Node | null } {
  return typeof item === "object" && item !== null && "key" in item;
}
