import { imageOfFile } from "../images/names.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { foldersWithImages } from "../open/images-folder.ts";
import { parsed } from "../open/json.ts";
import { readFile, type Store } from "../open/store.ts";
import { archiveDifferences } from "./archives.ts";
import { firstDifference } from "./bytes.ts";
import type { Found } from "./found.ts";
import { differencesIn } from "./json.ts";

/** Largest file that is compared as JSON, in bytes. */
const LARGEST = 4 << 20;

/** Logs of CRIU: each dump has others. */
const LOG = /(?:^|\/)(?:dump|restore|pre-dump)\.log$/;

/** Archives whose files are compared one by one. */
const ARCHIVE = /\.tar(?:\.gz|\.zst|\.xz|\.bz2)?$/;

const METADATA = { topic: "metadata", isNoise: false } as const;

/** A file of both checkpoints. */
interface FilePair {
  readonly name: string;
  readonly a: Store;
  readonly b: Store;
  /** Names in the stores. */
  readonly inA: string;
  readonly inB: string;
}

/** Compares the files beside the images: JSON by its parts, archives by their files, others as bytes. */
export async function* compareBeside(a: Checkpoint, b: Checkpoint, signal?: AbortSignal): AsyncGenerator<Found> {
  const [ofA, ofB] = [namesIn(a), namesIn(b)];
  for (const [name, inA] of ofA) {
    const inB = ofB.get(name);
    if (inB === undefined) yield lone("removed", name);
    else yield* compareFile({ name, a: a.store, b: b.store, inA, inB }, signal);
  }
  for (const name of ofB.keys()) if (!ofA.has(name)) yield lone("added", name);
}

/** Lists the files beside the images, by their names without the folder; those of other checkpoints are left out. */
function namesIn({ store, folder }: Checkpoint): Map<string, string> {
  const above = folder.replace(/[^/]+\/$/, "");
  const others = [...foldersWithImages(store)].filter((other) => other !== folder && other !== "");
  const names = new Map<string, string>();
  for (const { name, kind } of store.files.values()) {
    if (kind !== "file" || !name.startsWith(above) || others.some((other) => name.startsWith(other))) continue;
    const own = name.startsWith(folder) ? name.slice(folder.length) : name.slice(above.length);
    const isImage = name.startsWith(folder) && !own.includes("/") && imageOfFile(own) !== undefined;
    if (!isImage) names.set(own, name);
  }
  return names;
}

function lone(kind: "added" | "removed", name: string): Found {
  return { kind, thing: name, path: "", topic: METADATA.topic, isNoise: LOG.test(name) };
}

async function* compareFile(pair: FilePair, signal: AbortSignal | undefined): AsyncGenerator<Found> {
  const { name, a, b, inA, inB } = pair;
  const [bytesA, bytesB] = [a.bytes(inA), b.bytes(inB)];
  const at = await firstDifference(bytesA, bytesB, signal);
  if (at === undefined) return;
  const parts = (await jsonDifferences(pair)) ?? (await archiveParts(pair, signal));
  if (parts !== undefined) yield* parts;
  else {
    const [beforeText, afterText] = [`${bytesA.size} bytes`, `${bytesB.size} bytes; the first difference is at ${at}`];
    const sizes = { before: bytesA.size, after: bytesB.size, beforeText, afterText };
    yield { kind: "changed", thing: name, path: "", topic: METADATA.topic, isNoise: LOG.test(name), ...sizes };
  }
}

/** Compares two files of JSON; returns `undefined` if one is none. */
async function jsonDifferences({ name, a, b, inA, inB }: FilePair): Promise<Found[] | undefined> {
  if (a.bytes(inA).size > LARGEST || b.bytes(inB).size > LARGEST) return undefined;
  const read = async (store: Store, path: string): Promise<unknown> =>
    parsed(new TextDecoder().decode(await readFile(store, path)))?.value;
  const [before, after] = [await read(a, inA), await read(b, inB)];
  if (!isObject(before) || !isObject(after)) return undefined;
  return differencesIn(before, after)?.map((one) => ({
    ...{ kind: kindOf(one), thing: name, topic: METADATA.topic, isNoise: one.isNoise, path: one.path },
    ...(one.before !== undefined && { before: one.before, beforeText: textOf(one.before) }),
    ...(one.after !== undefined && { after: one.after, afterText: textOf(one.after) }),
  }));
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function kindOf({ before, after }: { readonly before?: unknown; readonly after?: unknown }): Found["kind"] {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Compares the files of two archives; returns `undefined` if one is none. */
async function archiveParts(
  { name, a, b, inA, inB }: FilePair,
  signal: AbortSignal | undefined,
): Promise<Found[] | undefined> {
  if (!ARCHIVE.test(name)) return undefined;
  const found = await archiveDifferences(a.bytes(inA), b.bytes(inB), signal);
  return found?.map((one) => ({ ...one, thing: name, ...METADATA }));
}
