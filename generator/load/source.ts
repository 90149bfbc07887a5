import { type Document, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import type { Location, Problem } from "../model/problem.ts";

/** A path in a YAML document: keys and indices. */
export type YamlPath = readonly (string | number)[];

/** A YAML file of the schema, with the place of everything in it. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Whether an entry of a section was left out, as something is wrong with it: a row of `images`. */
  isLost(section: string, name: string): boolean;
  /** Where the value at `path` is written, or its key, or what is nearest. */
  at(path: YamlPath, what?: "key" | "value"): Location;
}

/** Stands for a file that is not there, or could not be read: nothing is known of what it says. */
export const LOST: YamlSource = {
  file: "",
  value: {},
  isLost: () => true,
  at: () => ({ file: "", line: 1, column: 1 }),
};

/** Parses YAML. Problems of syntax are added to `problems`, and then there is no source. */
export function parseYaml(file: string, text: string, problems: Problem[]): YamlSource | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const locate = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let failed = false;
  for (const error of document.errors) {
    const code = error.code === "DUPLICATE_KEY" ? "duplicate-key" : "yaml-syntax";
    failed ||= code === "yaml-syntax";
    problems.push({ code, message: sentence(error.message), at: locate(error.pos[0]) });
  }
  visit(document, {
    Map: (_, map) => {
      map.items = firstOfEach(map.items);
    },
    Alias: (_, alias) => {
      const message = `\`*${alias.source}\` repeats another part of the file`;
      problems.push({ code: "yaml-alias", message, hint: "write it out", at: locate(alias.range?.[0] ?? 0) });
      failed = true;
    },
  });
  if (failed) return undefined;
  return {
    file,
    value: document.toJS(),
    isLost: () => false,
    at: (path, what = "value") => locate(offsetOf(document, path, what)),
  };
}

/** Of two that have one key, the second has been told of. */
function firstOfEach(items: readonly Pair[]): Pair[] {
  const byKey = new Map<unknown, Pair>();
  for (const item of items) {
    const key = isScalar(item.key) ? item.key.value : item.key;
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function offsetOf(document: Document, path: YamlPath, what: "key" | "value"): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const offset = offsetIn(parent, path[length - 1], what);
    if (offset !== undefined) return offset;
  }
  return 0;
}

function offsetIn(parent: unknown, key: string | number | undefined, what: "key" | "value"): number | undefined {
  if (typeof parent !== "object" || parent === null || !("items" in parent) || !Array.isArray(parent.items))
    return undefined;
  for (const [index, item] of parent.items.entries()) {
    if (isPair(item)) {
      if (String((item.key as { value?: unknown }).value) === String(key)) {
        return (what === "value" ? item.value?.range?.[0] : undefined) ?? item.key.range?.[0];
      }
    } else if (String(index) === String(key)) {
      return (item as Node).range?.[0];
    }
  }
  return undefined;
}

function isPair(item: unknown): item is { key: Node; value: Node | null } {
  return typeof item === "object" && item !== null && "key" in item;
}
