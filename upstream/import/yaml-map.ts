import { type Document, isMap, type Pair, type Scalar, type YAMLMap } from "yaml";
import { documentOf, type YamlPath } from "../../generator/load/source.ts";
import { onceFor } from "../../generator/model/memo.ts";

/*
 * Edits maps of a YAML text in place: all other text stays byte for byte, with comments and alignment.
 */

/** A pair of a map, with offsets in the text. */
interface Placed {
  readonly key: string;
  /** Offsets of its key, of its value and of the end of its value. */
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

const plainOf = onceFor((document: Document): unknown => document.toJS());

/** Returns the value of a valid YAML text, read only; that of the last texts is cached. */
export function contentOf(text: string): unknown {
  return plainOf(documentOf(text).document);
}

/** Returns the value at a path of a YAML text, read only; undefined if there is none. */
export function valueAt(text: string, path: readonly string[]): unknown {
  let value = contentOf(text);
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** Returns whether a value of a YAML text is a map or a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function mapAt(text: string, path: YamlPath): YAMLMap<Scalar, unknown> | undefined {
  const { document } = documentOf(text);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(node) ? (node as YAMLMap<Scalar, unknown>) : undefined;
}

/** Returns the pairs of the map at a path. */
export function pairsAt(text: string, path: YamlPath): Placed[] {
  return mapAt(text, path)?.items.map((pair) => placed(text, pair)) ?? [];
}

function placed(text: string, { key, value }: Pair<Scalar, unknown>): Placed {
  const [start = 0, keyEnd = 0] = key.range ?? [];
  const [from, to] = isRanged(value) ? value.range : [keyEnd, keyEnd];
  // The range of a value with several lines ends after the last line break.
  return { key: String(key.value), start, value: from, end: text.slice(0, to).trimEnd().length };
}

function isRanged(value: unknown): value is { readonly range: [number, number, number] } {
  return typeof value === "object" && value !== null && "range" in value && Array.isArray(value.range);
}

/** Sets a key of the map at `path`. A new key comes after the key `after`, or last. */
export function setKey(text: string, path: YamlPath, key: string, value: string, after?: string): string {
  const map = mapAt(text, path);
  const pairs = map?.items.map((pair) => placed(text, pair)) ?? [];
  const found = pairs.find((pair) => pair.key === key);
  if (found !== undefined) return replaceValue(text, found, value);
  const before = pairs.find((pair) => pair.key === after) ?? (after === "" ? undefined : pairs.at(-1));
  if (map?.flow === true && before !== undefined) return splice(text, before.end, 0, `, ${key}: ${value}`);
  return pairs.length === 0 ? fillEmpty(text, path, `${key}: ${value}`) : addLine(text, pairs, before, { key, value });
}

/** Replaces the values of a key in several maps, given by their paths in the order of the text, which is parsed once. */
export function replaceValues(text: string, key: string, values: readonly (readonly [YamlPath, string])[]): string {
  const found = values.flatMap(([path, to]) =>
    pairsAt(text, path).flatMap((pair) => (pair.key === key ? [{ pair, to }] : [])),
  );
  // From the last one on: offsets before an edit stay valid.
  return found.reduceRight((all, { pair, to }) => replaceValue(all, pair, to), text);
}

/** Gives keys of the map at `path` other names, all at once: a new name can be the old one of another key. */
export function renameKeys(text: string, path: YamlPath, names: ReadonlyMap<string, string>): string {
  const renamed = (all: string, { key }: Pair<Scalar, unknown>): string => {
    const [start = 0, end = 0] = key.range ?? [];
    const to = names.get(String(key.value));
    return to === undefined ? all : splice(all, start, end - start, to);
  };
  // From the last one on: offsets before a rename stay valid.
  return (mapAt(text, path)?.items ?? []).reduceRight(renamed, text);
}

/** Adds a line to a block map: after the pair `before`, or first. */
function addLine(
  text: string,
  pairs: readonly Placed[],
  before: Placed | undefined,
  { key, value }: { readonly key: string; readonly value: string },
): string {
  const first = pairs[0]?.start ?? 0;
  const indent = " ".repeat(columnOf(text, first));
  const padding = valueColumn(text, pairs, indent.length + key.length + 2);
  const line = `${indent}${`${key}:`.padEnd(padding)} ${value}`;
  if (before === undefined) return splice(text, lineStart(text, first), 0, `${line}\n`);
  const at = lineEnd(text, before.end);
  return splice(text, at, 0, text[at - 1] === "\n" ? `${line}\n` : `\n${line}`);
}

/** Returns the column for new values: that of the other values, if they share one. */
function valueColumn(text: string, pairs: readonly Placed[], least: number): number {
  const first = pairs[0];
  if (first === undefined || columnOf(text, first.value) < least) return 0;
  return columnOf(text, first.value) - columnOf(text, first.start) - 1;
}

function replaceValue(text: string, { value, end }: Placed, to: string): string {
  const behind = /^,( +)/.exec(text.slice(end));
  if (behind === null) return splice(text, value, end - value, to);
  const width = end - value + behind[0].length;
  return splice(text, value, width, `${`${to},`.padEnd(width - 1)} `);
}

/** Turns an empty map, `{}` or nothing, into a block map with one pair. */
function fillEmpty(text: string, path: YamlPath, pair: string): string {
  const own = ownerOf(text, path);
  if (own === undefined) return `${text}${pair}\n`;
  const indent = " ".repeat(columnOf(text, own.start) + 2);
  const from = afterColon(text, own);
  return splice(text, from, Math.max(own.end, from) - from, `\n${indent}${pair}`);
}

/** Returns the pair whose value is the map at `path`; `undefined` for the outermost map. */
function ownerOf(text: string, path: YamlPath): Placed | undefined {
  return pairsAt(text, path.slice(0, -1)).find(({ key }) => key === String(path.at(-1)));
}

function afterColon(text: string, { start, key }: Placed): number {
  return text.indexOf(":", start + key.length) + 1;
}

/** Removes a key from the map at `path`; an empty map remains of the last one. */
export function removeKey(text: string, path: YamlPath, key: string): string {
  return removeKeys(text, path, [key]);
}

/** Removes keys from the map at `path`, which is parsed once for all of them; an empty map remains of the last one. */
export function removeKeys(text: string, path: YamlPath, keys: readonly string[]): string {
  const map = mapAt(text, path);
  const pairs = map?.items.map((pair) => placed(text, pair)) ?? [];
  const gone = new Set(keys);
  const isGone = ({ key }: Placed): boolean => gone.has(key);
  const [only, ...more] = pairs;
  if (map === undefined || only === undefined || !pairs.some(isGone)) return text;
  const owner = ownerOf(text, path);
  if (owner !== undefined && more.length === 0) return emptied(text, map, only, owner);
  if (owner !== undefined && pairs.every(isGone)) {
    const last = keys.findLast((key) => pairs.some((pair) => pair.key === key)) ?? "";
    const others = pairs.filter(({ key }) => key !== last).map(({ key }) => key);
    return removeKey(removeKeys(text, path, others), path, last);
  }
  return without(text, map.flow === true ? itemsOf(pairs, isGone) : linesOf(text, pairs.filter(isGone)));
}

/** Puts an empty map in the place of a map with one pair. */
function emptied(text: string, { flow, range }: YAMLMap, only: Placed, owner: Placed): string {
  const [start = 0, end = 0] = range ?? [];
  if (flow === true) return splice(text, start, end - start, "{}");
  const from = afterColon(text, owner);
  return splice(text, from, only.end - from, " {}");
}

type Cut = readonly [from: number, to: number];

function linesOf(text: string, pairs: readonly Placed[]): Cut[] {
  return pairs.map(({ start, end }) => [lineStart(text, start), lineEnd(text, end)]);
}

/** Returns the removed pairs of a map in braces, each with the comma after it; with the one before it if no pair follows. */
function itemsOf(pairs: readonly Placed[], isGone: (pair: Placed) => boolean): Cut[] {
  const lastKept = pairs.findLastIndex((pair) => !isGone(pair));
  return pairs.flatMap((pair, i): Cut[] => {
    if (!isGone(pair)) return [];
    const next = i < lastKept ? pairs[i + 1] : undefined;
    return [next === undefined ? [pairs[i - 1]?.end ?? pair.start, pair.end] : [pair.start, next.start]];
  });
}

/** Cuts ranges, which are in order, out of a text. */
function without(text: string, cuts: readonly Cut[]): string {
  const left: string[] = [];
  let at = 0;
  for (const [from, to] of cuts) {
    left.push(text.slice(at, from));
    at = to;
  }
  return [...left, text.slice(at)].join("");
}

function splice(text: string, at: number, length: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + length);
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Returns the offset of the line around an offset. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Returns the offset of the line after the one around an offset. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}
