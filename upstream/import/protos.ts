import { Comments } from "./comments.ts";
import { indicesBy, insertAll } from "./insert.ts";
import { nameOf, pair } from "./pair.ts";
import {
  type ProtoBlock,
  type ProtoChunk,
  type ProtoField,
  type ProtoFile,
  type ProtoItem,
  parseProtoFile,
  printItem,
} from "./proto-file.ts";

/** Texts of .proto files by their names. */
export type ProtoTexts = ReadonlyMap<string, string>;

/** Further input of a merge of .proto files. */
export interface ProtoContext {
  /** Files of the built-in schema; their comments are used for the same declarations. */
  readonly known?: ProtoTexts;
  /** Returns whether a comment of the built-in schema is true of the source tree. */
  readonly fits?: (comment: string) => boolean;
  /** Messages and enums that stay although the source tree does not declare them. */
  readonly own?: ReadonlySet<string>;
  /** New names of messages and enums by their old ones. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/**
 * Updates .proto files to the declarations of a source tree. Equal blocks stay byte for byte; blocks with differences are
 * printed again. Comments by people stay; new declarations get the comments of the built-in schema, or else those of the
 * source.
 */
export function mergeProtos(ours: ProtoTexts, theirs: ProtoTexts, context: ProtoContext = {}): Map<string, string> {
  const { known = new Map(), fits = () => true, own = new Set(), renamed = new Map() } = context;
  const wanted = parseAll(theirs);
  const comments = new Comments([...parseAll(known).values()].flatMap(blocksOf), fits);
  const blocks = new Map([...wanted.values()].flatMap(blocksOf).map((block) => [keyOf(block), block]));
  const merged = new Map<string, ProtoFile>();
  const present = new Set<string>();
  for (const [name, { chunks, tail }] of parseAll(ours)) {
    const merge = (chunk: ProtoChunk): ProtoChunk | undefined =>
      isOwn(chunk, own) ? chunk : mergeChunk(chunk, { blocks, comments, renamed });
    const kept = keepDetached(chunks, merge);
    for (const { item } of kept) if (item.kind === "block") present.add(keyOf(item));
    merged.set(name, { chunks: kept, tail });
  }
  for (const [name, file] of wanted) addBlocks(name, file, { merged, present, comments });
  return print(merged, wanted);
}

function parseAll(texts: ProtoTexts): Map<string, ProtoFile> {
  return new Map([...texts].map(([name, text]) => [name, parseProtoFile(text)]));
}

function blocksOf({ chunks }: ProtoFile): ProtoBlock[] {
  return chunks.flatMap(({ item }) => (item.kind === "block" ? [item] : []));
}

function keyOf({ word, name }: ProtoBlock): string {
  return word === "extend" ? `extend ${name}` : name;
}

function isOwn({ item }: ProtoChunk, own: ReadonlySet<string>): boolean {
  return item.kind === "block" && own.has(item.name);
}

interface Merging {
  readonly blocks: ReadonlyMap<string, ProtoBlock>;
  readonly comments: Comments;
  readonly renamed: ReadonlyMap<string, string>;
}

function mergeChunk(chunk: ProtoChunk, { blocks, comments, renamed }: Merging): ProtoChunk | undefined {
  if (chunk.item.kind !== "block") return chunk;
  const key = keyOf(chunk.item);
  const wanted = blocks.get(key) ?? blocks.get(renamed.get(key) ?? "");
  if (wanted === undefined) return undefined;
  const merged = mergeBlock(chunk.item, wanted, { comments, ours: chunk.item.name, path: wanted.name });
  if (merged === chunk.item) return chunk;
  return { item: merged, text: `${leadOf(chunk.text)}${printItem(merged)}` };
}

/** Returns the empty lines at the beginning of a text. */
function leadOf(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Keeps comments with an empty line after them: they belong to no declaration, and stay if the one below is removed. */
function keepDetached(
  chunks: readonly ProtoChunk[],
  merge: (chunk: ProtoChunk) => ProtoChunk | undefined,
): ProtoChunk[] {
  let left = "";
  const kept = chunks.flatMap((chunk) => {
    const merged = merge(chunk);
    const detached = detachedIn(chunk.text);
    if (merged === undefined) {
      left += detached;
      return [];
    }
    const text = `${left}${merged.text}`;
    left = "";
    return [{ ...merged, text }];
  });
  const last = kept.at(-1);
  return left === "" || last === undefined ? kept : [...kept.slice(0, -1), { ...last, text: last.text + left }];
}

/** A comment with the blanks around it, and an empty line. One is found at a time: a list of them could be split in many ways. */
const COMMENT = /\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)[ \t]*/y;
const EMPTY_LINE = /\n[ \t]*\n/y;

/** Returns the comments at the beginning of a text, up to the last one with an empty line after it. */
export function detachedIn(text: string): string {
  let end = 0;
  COMMENT.lastIndex = 0;
  while (COMMENT.test(text)) {
    EMPTY_LINE.lastIndex = COMMENT.lastIndex;
    if (EMPTY_LINE.test(text)) end = COMMENT.lastIndex;
  }
  return text.slice(0, end);
}

interface Place {
  readonly comments: Comments;
  /** Full name of the block in the schema, then in the source. */
  readonly ours: string;
  readonly path: string;
}

/** Merges a block with the wanted one; returns the same object if nothing differs. */
function mergeBlock(ours: ProtoBlock, wanted: ProtoBlock, place: Place): ProtoBlock {
  const partners = pair(ours.items, wanted.items);
  const { items: kept, left } = keepItems(ours, partners, place);
  const items = insertNew(kept, wanted.items, partners, place);
  const isChanged = ours.word !== wanted.word || ours.name !== wanted.name;
  const commented = place.comments.kept(ours, wanted, { ...place, isChanged });
  const isSame = items.length === ours.items.length && items.every((item, i) => item === ours.items[i]);
  if (isSame && !isChanged && commented === ours) return ours;
  const closing = [...left, ...commented.closing];
  return { ...ours, ...commented, word: wanted.word, name: wanted.name, items, closing };
}

/** Merges the items that stay. Detached comments above removed items move to the next item. */
function keepItems(
  ours: ProtoBlock,
  partners: ReadonlyMap<ProtoItem, ProtoItem>,
  place: Place,
): { readonly items: ProtoItem[]; readonly left: readonly string[] } {
  const wanted = new Map([...partners].map(([theirs, own]) => [own, theirs]));
  const items: ProtoItem[] = [];
  let left: readonly string[] = [];
  for (const item of ours.items) {
    const partner = wanted.get(item);
    if (partner === undefined && item.kind !== "other") {
      left = [...left, ...item.comments.slice(0, item.comments.lastIndexOf("") + 1)];
      continue;
    }
    const merged = partner === undefined ? item : mergeItem(item, partner, place);
    items.push(left.length === 0 ? merged : { ...merged, comments: [...left, ...merged.comments] });
    left = [];
  }
  return { items, left: left.slice(0, -1) };
}

function mergeItem(ours: ProtoItem, wanted: ProtoItem, place: Place): ProtoItem {
  if (ours.kind === "other" || wanted.kind === "other") return ours;
  const names = { ours: `${place.ours}.${ours.name}`, path: `${place.path}.${wanted.name}` };
  if (ours.kind === "block" && wanted.kind === "block") return mergeBlock(ours, wanted, { ...place, ...names });
  if (ours.kind !== "field" || wanted.kind !== "field") return ours;
  const isChanged = !isSameField(ours, wanted);
  const commented = place.comments.kept(ours, wanted, { ...names, isChanged });
  if (!isChanged) return commented;
  const { label, type, name, number, options } = wanted;
  return { ...commented, label, type, name, number, options };
}

/** Inserts each new item after the item that precedes it in the source. */
function insertNew(
  kept: readonly ProtoItem[],
  wanted: readonly ProtoItem[],
  partners: ReadonlyMap<ProtoItem, ProtoItem>,
  place: Place,
): readonly ProtoItem[] {
  const indices = indicesBy(kept, nameOf);
  const entries = wanted.map((item) =>
    partners.has(item) ? { after: indices.get(nameOf(item)) } : { added: withComments(item, place) },
  );
  return insertAll(kept, entries, 0);
}

/** Gives a new item its comments, and all items inside it theirs. */
function withComments(item: ProtoItem, { comments, path }: Pick<Place, "comments" | "path">): ProtoItem {
  if (item.kind === "other") return { ...item, gap: false };
  const full = path === "" ? item.name : `${path}.${item.name}`;
  const own = { ...comments.fresh(item, full), gap: false };
  if (item.kind === "field") return { ...item, ...own };
  return { ...item, ...own, items: item.items.map((inner) => withComments(inner, { comments, path: full })) };
}

function hasNumber(a: ProtoItem, b: ProtoItem): boolean {
  return a.kind === "field" && b.kind === "field" && Number(a.number) === Number(b.number);
}

function isSameField(a: ProtoField, b: ProtoField): boolean {
  const isSame = (["label", "type", "name"] as const).every((key) => a[key] === b[key]);
  return isSame && hasNumber(a, b) && optionsOf(a) === optionsOf(b);
}

/** Normalizes options: their order, and the notation of numbers. */
function optionsOf({ options }: ProtoField): string {
  const plain = options.replaceAll(/\b0x[0-9a-f]+\b/gi, (number) => String(Number(number)));
  return plain.split(", ").sort().join(", ");
}

interface Adding {
  readonly merged: Map<string, ProtoFile>;
  readonly present: ReadonlySet<string>;
  readonly comments: Comments;
}

/** Adds the new blocks of a file to our file of the same name; makes the file if there is none. */
function addBlocks(name: string, wanted: ProtoFile, { merged, present, comments }: Adding): void {
  const { chunks, tail } = merged.get(name) ?? { chunks: [chunkOf('syntax = "proto2"', "")], tail: "\n" };
  const first = chunks.findIndex(({ item }) => item.kind === "block");
  const indices = indicesBy(chunks, ({ item }) => (item.kind === "block" ? keyOf(item) : undefined));
  const entries = blocksOf(wanted).map((block) => {
    if (present.has(keyOf(block))) return { after: indices.get(keyOf(block)) };
    const item = withComments(block, { comments, path: "" });
    return { added: { item, text: `\n\n${printItem(item)}` } };
  });
  const result = insertAll(chunks, entries, first < 0 ? chunks.length : first);
  const added = new Set(entries.flatMap((entry) => ("added" in entry ? [entry.added] : [])));
  const spaced = result.map((chunk, i) => (added.has(result[i - 1] ?? chunk) ? withSpace(chunk) : chunk));
  if (merged.has(name) || result.length > 1) merged.set(name, { chunks: spaced, tail });
}

/** Puts an empty line above a chunk: a block that was first in its file may have none. */
function withSpace(chunk: ProtoChunk): ProtoChunk {
  return /^\s/.test(chunk.text) ? chunk : { ...chunk, text: `\n\n${chunk.text}` };
}

function chunkOf(text: string, lead: string): ProtoChunk {
  return { item: { kind: "other", text, comments: [], after: "", gap: false }, text: `${lead}${text};` };
}

const IMPORT = /^import (?:public |weak )?["'](?<path>.*)["']$/;

function importOf({ item }: ProtoChunk): string | undefined {
  return item.kind === "other" ? IMPORT.exec(item.text)?.groups?.["path"] : undefined;
}

/** Prints the files with at least one block, and with the imports that they need. */
function print(merged: ReadonlyMap<string, ProtoFile>, wanted: ReadonlyMap<string, ProtoFile>): Map<string, string> {
  const filled = [...merged].filter(([, { chunks }]) => chunks.some(({ item }) => item.kind === "block"));
  const names = new Set(filled.map(([name]) => name));
  const isThere = (path: string): boolean => names.has(path) || path.startsWith("google/");
  return new Map(
    filled.map(([name, { chunks, tail }]): [string, string] => {
      const imports = wanted.get(name)?.chunks.flatMap((chunk) => importOf(chunk) ?? []);
      const text = withImports(chunks, imports, isThere).map((chunk) => chunk.text);
      return [name, `${text.join("")}${tail}`.trimStart()];
    }),
  );
}

/** Gives a file the imports that the source has in it; equal imports stay as they are written. */
function withImports(
  chunks: readonly ProtoChunk[],
  wanted: readonly string[] | undefined,
  isThere: (path: string) => boolean,
): readonly ProtoChunk[] {
  const own = chunks.flatMap((chunk) => importOf(chunk) ?? []);
  const paths = own.filter((path) => isThere(path) && (wanted?.includes(path) ?? true));
  let at = 0;
  for (const path of (wanted ?? []).filter(isThere)) {
    if (!paths.includes(path)) paths.splice(at, 0, path);
    at = paths.indexOf(path) + 1;
  }
  if (paths.join() === own.join()) return chunks;
  const others = chunks.filter((chunk) => importOf(chunk) === undefined);
  const first =
    others.findLastIndex(({ item }) => item.kind === "other" && /^(?:syntax|package)\b/.test(item.text)) + 1;
  const imports = paths.map((path, i) => chunkOf(`import "${path}"`, i === 0 ? "\n\n" : "\n"));
  return others.toSpliced(first, 0, ...imports);
}
