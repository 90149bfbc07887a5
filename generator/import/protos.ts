import {
  type ProtoBlock,
  type ProtoChunk,
  type ProtoField,
  type ProtoFile,
  type ProtoItem,
  parseProtoFile,
  printItem,
} from "./proto-file.ts";

/** .proto files by their names. */
export type ProtoTexts = ReadonlyMap<string, string>;

/**
 * Brings .proto files to what those of a source tree declare. What is the same stays as it is written, byte for byte;
 * a block in which something differs is written anew, with the comments that it had.
 *
 * @param known files whose comments are taken for what is new
 * @param own messages and enums that stay although they are not declared there
 */
export function mergeProtos(
  ours: ProtoTexts,
  theirs: ProtoTexts,
  known: ProtoTexts,
  own: ReadonlySet<string> = new Set(),
): Map<string, string> {
  const wanted = parseAll(theirs);
  const comments = commentsOf(parseAll(known));
  const blocks = new Map([...wanted.values()].flatMap(blocksOf).map((block) => [keyOf(block), block]));
  const merged = new Map<string, ProtoFile>();
  const present = new Set<string>();
  for (const [name, { chunks, tail }] of parseAll(ours)) {
    const kept = chunks.flatMap((chunk) => (isOwn(chunk, own) ? [chunk] : mergeChunk(chunk, blocks, comments)));
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

type Comments = ReadonlyMap<string, readonly string[]>;

/** The comments of all that is declared, by full name. */
function commentsOf(files: ReadonlyMap<string, ProtoFile>): Comments {
  const comments = new Map<string, readonly string[]>();
  const note = (item: ProtoItem, within: string): void => {
    if (item.kind === "other") return;
    const path = `${within}${item.name}`;
    comments.set(path, item.comments);
    if (item.kind === "block") for (const inner of item.items) note(inner, `${path}.`);
  };
  for (const file of files.values()) for (const block of blocksOf(file)) note(block, "");
  return comments;
}

function mergeChunk(chunk: ProtoChunk, blocks: ReadonlyMap<string, ProtoBlock>, comments: Comments): ProtoChunk[] {
  if (chunk.item.kind !== "block") return [chunk];
  const wanted = blocks.get(keyOf(chunk.item));
  if (wanted === undefined) return [];
  const merged = mergeBlock(chunk.item, wanted, { comments, path: wanted.name });
  if (merged === chunk.item) return [chunk];
  return [{ item: merged, text: `${leadOf(chunk.text)}${printItem(merged)}` }];
}

/** The empty lines that a text begins with. */
function leadOf(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

interface Place {
  readonly comments: Comments;
  /** The full name of the block. */
  readonly path: string;
}

/** The block with what is wanted in it; the very same one where nothing differs. */
function mergeBlock(ours: ProtoBlock, wanted: ProtoBlock, place: Place): ProtoBlock {
  const partners = pair(ours.items, wanted.items);
  const kept = ours.items.flatMap((item): ProtoItem[] => {
    const partner = [...partners].find(([, own]) => own === item)?.[0];
    if (partner === undefined) return item.kind === "other" ? [item] : [];
    return [mergeItem(item, partner, place)];
  });
  const items = insertNew(kept, wanted.items, partners, place);
  const isSame = items.length === ours.items.length && items.every((item, i) => item === ours.items[i]);
  return isSame && ours.word === wanted.word ? ours : { ...ours, word: wanted.word, items };
}

function mergeItem(ours: ProtoItem, wanted: ProtoItem, { comments, path }: Place): ProtoItem {
  if (ours.kind === "block" && wanted.kind === "block") {
    return mergeBlock(ours, wanted, { comments, path: `${path}.${wanted.name}` });
  }
  if (ours.kind !== "field" || wanted.kind !== "field" || isSameField(ours, wanted)) return ours;
  const { label, type, name, number, options } = wanted;
  const above = ours.comments.length > 0 ? ours.comments : (comments.get(`${path}.${name}`) ?? []);
  return { ...ours, label, type, name, number, options, comments: above };
}

/** What is new stands behind that which it stands behind in the source, at the latest. */
function insertNew(
  kept: readonly ProtoItem[],
  wanted: readonly ProtoItem[],
  partners: ReadonlyMap<ProtoItem, ProtoItem>,
  place: Place,
): readonly ProtoItem[] {
  const items = [...kept];
  let at = 0;
  for (const item of wanted) {
    if (!partners.has(item)) {
      items.splice(at++, 0, withComments(item, place));
      continue;
    }
    const name = item.kind === "other" ? item.text : item.name;
    const found = items.findIndex(
      (own) => own.kind === item.kind && (own.kind === "other" ? own.text : own.name) === name,
    );
    if (found >= 0) at = found + 1;
  }
  return items;
}

/** What is new, with the comments that are known for it. Those of the source are not taken over. */
function withComments(item: ProtoItem, { comments, path }: Place): ProtoItem {
  if (item.kind === "other") return { ...item, comments: [], gap: false };
  const full = path === "" ? item.name : `${path}.${item.name}`;
  const own = { comments: comments.get(full) ?? [], gap: false, after: "" };
  if (item.kind === "field") return { ...item, ...own };
  return { ...item, ...own, items: item.items.map((inner) => withComments(inner, { comments, path: full })) };
}

/** The own item that each of the wanted ones was: of the same name and number, renamed, or else of the same name. */
function pair(ours: readonly ProtoItem[], wanted: readonly ProtoItem[]): Map<ProtoItem, ProtoItem> {
  const partners = new Map<ProtoItem, ProtoItem>();
  const taken = new Set<ProtoItem>();
  const isOneOf = [
    (a: ProtoItem, b: ProtoItem) => isNamesake(a, b) && (a.kind !== "field" || hasNumber(a, b)),
    (a: ProtoItem, b: ProtoItem) => a.kind === "field" && b.kind === "field" && hasNumber(a, b) && a.type === b.type,
    isNamesake,
  ];
  for (const matches of isOneOf) {
    for (const item of wanted) {
      const own = partners.has(item) ? undefined : ours.find((other) => !taken.has(other) && matches(other, item));
      if (own === undefined) continue;
      partners.set(item, own);
      taken.add(own);
    }
  }
  return partners;
}

function isNamesake(a: ProtoItem, b: ProtoItem): boolean {
  if (a.kind === "other") return b.kind === "other" && a.text === b.text;
  return a.kind === b.kind && a.name === b.name;
}

function hasNumber(a: ProtoItem, b: ProtoItem): boolean {
  return a.kind === "field" && b.kind === "field" && Number(a.number) === Number(b.number);
}

function isSameField(a: ProtoField, b: ProtoField): boolean {
  const isSame = (["label", "type", "name"] as const).every((key) => a[key] === b[key]);
  return isSame && hasNumber(a, b) && optionsOf(a) === optionsOf(b);
}

/** The options without regard to their order, or to how numbers are written. */
function optionsOf({ options }: ProtoField): string {
  const plain = options.replaceAll(/\b0x[0-9a-f]+\b/gi, (number) => String(Number(number)));
  return plain.split(", ").sort().join(", ");
}

interface Merging {
  readonly merged: Map<string, ProtoFile>;
  readonly present: ReadonlySet<string>;
  readonly comments: Comments;
}

/** Adds the blocks of a file that are in none of ours: to the file of the same name, which may have to be made. */
function addBlocks(name: string, wanted: ProtoFile, { merged, present, comments }: Merging): void {
  const { chunks, tail } = merged.get(name) ?? { chunks: [chunkOf('syntax = "proto2"', "")], tail: "\n" };
  const result = [...chunks];
  const first = result.findIndex(({ item }) => item.kind === "block");
  let at = first < 0 ? result.length : first;
  for (const block of blocksOf(wanted)) {
    if (present.has(keyOf(block))) {
      const found = result.findIndex(({ item }) => item.kind === "block" && keyOf(item) === keyOf(block));
      at = found < 0 ? at : found + 1;
      continue;
    }
    const item = withComments(block, { comments, path: "" });
    result.splice(at++, 0, { item, text: `\n\n${printItem(item)}` });
  }
  if (merged.has(name) || result.length > 1) merged.set(name, { chunks: result, tail });
}

function chunkOf(text: string, lead: string): ProtoChunk {
  return { item: { kind: "other", text, comments: [], after: "", gap: false }, text: `${lead}${text};` };
}

const IMPORT = /^import (?:public |weak )?["'](?<path>.*)["']$/;

function importOf({ item }: ProtoChunk): string | undefined {
  return item.kind === "other" ? IMPORT.exec(item.text)?.groups?.["path"] : undefined;
}

/** The texts of the files in which something is declared, with the imports that they need. */
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

/** The imports that the source has in this file; where these are the same, they stay as they are written. */
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
