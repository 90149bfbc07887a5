import { isMap, isScalar, isSeq } from "yaml";
import { parsedYaml } from "../../generator/load/parsed-yaml.ts";
import type { YamlPath } from "../../generator/load/source.ts";
import type { Span } from "../text/span.ts";
import { entriesOf, itemsOf, spanOf } from "./nodes.ts";

/** A place in YAML that is typed just now. */
export interface Context {
  /** Path of the value, or of the map that gets a key. */
  readonly path: YamlPath;
  readonly at: "key" | "value";
  /** Text of the key or value before the cursor. */
  readonly typed: string;
  /** Key or value around the cursor. */
  readonly span: Span;
  /** Whether the map around it is written in braces. */
  readonly isFlow: boolean;
  /** Returns the values of the map at a path, as far as they can be parsed. */
  readonly mapAt: (path: YamlPath) => Readonly<Record<string, unknown>>;
}

/** Word that stands for the cursor, so that there is a node even if nothing was typed yet. */
const CURSOR = "critgenCURSORcritgen";

/**
 * Returns the context of an offset. Only the entry around it is parsed, such as a row of the table: a fault elsewhere
 * does not matter, and a large file takes no longer than a small one.
 */
export function contextAt(text: string, offset: number): Context | undefined {
  const { from, to, section } = entryAround(text, offset);
  const head = `${section}\n`;
  const part = head + text.slice(from, offset) + CURSOR + text.slice(offset, to);
  const { contents } = parsedYaml(part);
  const found = find(contents, part, []);
  if (found === undefined) return undefined;
  const place = (at: number): number => from + at - head.length;
  const cursor = offset - from + head.length;
  return {
    path: found.path,
    at: found.at,
    typed: part.slice(found.span.from, cursor),
    span: { from: place(found.span.from), to: place(Math.max(cursor, found.span.to - CURSOR.length)) },
    isFlow: found.isFlow,
    mapAt: (path) => mapAt(contents, path),
  };
}

interface Entry extends Span {
  /** Line with the key of its section; empty for a section itself. */
  readonly section: string;
}

/** Returns the lines of the entry around an offset, which begin with at most two blanks, and the line of its section. */
function entryAround(text: string, offset: number): Entry {
  const own = lineStart(text, offset);
  const isEmpty = text.slice(own, offset).trim() === "";
  let from = own;
  if (!isEmpty || offset - own > 2) while (from > 0 && indentAt(text, from) > 2) from = lineStart(text, from - 1);
  const indent = isEmpty && from === own ? offset - own : indentAt(text, from);
  let to = lineEnd(text, offset);
  while (to < text.length && indentAt(text, to) > 2) to = lineEnd(text, to);
  return { from, to, section: indent === 0 ? "" : sectionBefore(text, from) };
}

/** Returns the nearest line before an offset that begins a section, up to its colon. */
function sectionBefore(text: string, offset: number): string {
  let at = offset;
  while (at > 0) {
    at = lineStart(text, at - 1);
    const [line] = /^[^\s#][^:\n]*:/.exec(text.slice(at, at + 200)) ?? [];
    if (line !== undefined) return line;
  }
  return "";
}

/** Returns the blanks before the first character of a line; many if it is empty or a comment. */
function indentAt(text: string, start: number): number {
  let at = start;
  while (text[at] === " ") at++;
  const char = text[at];
  return char === undefined || char === "\n" || char === "\r" || char === "#" ? Number.MAX_SAFE_INTEGER : at - start;
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

type Found = Pick<Context, "path" | "at" | "span" | "isFlow">;

function find(node: unknown, text: string, path: YamlPath, isFlow = false): Found | undefined {
  const flow = (isMap(node) || isSeq(node)) && node.flow === true;
  for (const { name, key, value } of entriesOf(node)) {
    if (text.slice(key.from, key.to).includes(CURSOR)) return { path, at: "key", span: key, isFlow: flow };
    const found = value && find(value, text, [...path, name], flow);
    if (found !== undefined) return found;
  }
  for (const [i, item] of itemsOf(node).entries()) {
    const found = find(item, text, [...path, i], flow);
    if (found !== undefined) return found;
  }
  if (!isScalar(node)) return undefined;
  const span = spanOf(node);
  return text.slice(span.from, span.to).includes(CURSOR) ? { path, at: "value", span, isFlow } : undefined;
}

function mapAt(contents: unknown, path: YamlPath): Readonly<Record<string, unknown>> {
  let node = contents;
  for (const key of path) {
    node = typeof key === "number" ? itemsOf(node)[key] : entriesOf(node).find(({ name }) => name === key)?.value;
  }
  return Object.fromEntries(
    entriesOf(node).flatMap(({ name, value }) => {
      const found = isScalar(value) ? value.value : value?.toJSON();
      return name.includes(CURSOR) || String(found).includes(CURSOR) ? [] : [[name, found]];
    }),
  );
}
