import { Buffer } from "node:buffer";
import { byName } from "criu-images/layouts";
import type { Input } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";
import { versionNote } from "../schema/version-note.ts";
import { type Entries, isAmong, parseEntries } from "./entries.ts";
import { dissectImage } from "./image.ts";
import type { DissectNode } from "./node.ts";
import { entriesText, newTally, type Tally, tallied } from "./tally.ts";

/** An image, and the bytes of it to describe. */
export interface DissectOptions {
  readonly input: Input;
  /** Entries to describe, such as `2-5,9`; all, and the bytes before them, by default. */
  readonly entries: string | undefined;
  readonly schema: Schema;
}

/** A dissected image. */
export interface Dissected {
  readonly bytes: Uint8Array;
  /** Nodes of the selected entries, to be read once. Reading them throws an error if there are no such entries. */
  readonly nodes: Iterable<DissectNode>;
  /** Counts of all nodes, after they are read. */
  readonly tally: Tally;
  /** Returns a note about an unknown version of the format. */
  readonly note: () => Promise<string | undefined>;
}

/**
 * Describes the bytes of an image.
 *
 * @throws {Error} if it cannot be read, or has no structure
 */
export async function dissect({ input, entries, schema }: DissectOptions): Promise<Dissected> {
  const wanted = entries === undefined ? undefined : parseEntries(entries);
  const { place, name: file, size = 0 } = input;
  refuseRaw(schema, place, file);
  if (size > LARGEST) throw tooLarge(place);
  const bytes = await allOf(input.chunks(), place);
  const tally = newTally();
  const named = { ...schema, layouts: await schema.named() };
  const nodes = selected(tallied(dissectImage(bytes, file, named), tally), tally, wanted);
  return { bytes, nodes, tally, note: () => versionNote(schema, bytes, file) };
}

/**
 * Reads an input of unknown size.
 *
 * @throws {Error} if it is larger than `most` bytes
 */
export async function allOf(
  chunks: AsyncIterable<Uint8Array>,
  place: string,
  most: number = LARGEST,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw tooLarge(place);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Refuses a raw image before reading it: it can be as large as a process's memory, and has no structure to show. */
function refuseRaw({ layouts }: Schema, path: string, file: string | undefined): void {
  const meant = file === undefined ? undefined : byName(layouts, file)[0];
  if (meant === undefined || meant.magic !== undefined) return;
  throw new Error(`${path}: ${meant.image} is raw: it has no structure to dissect`);
}

/** Largest input that is held in memory, in bytes. */
const LARGEST = 2 ** 30;

function tooLarge(path: string): Error {
  const what = "larger than 1 GiB, the limit of dissect";
  const beginning = `\`head -c 100M ${path} | critgen dissect -\` shows its beginning`;
  return new Error(`${path}: ${what}; \`critgen info\` finds its errors, ${beginning}`);
}

/** Selects the nodes of some entries. All nodes are visited, so that the tally counts every problem. */
function* selected(nodes: Iterable<DissectNode>, tally: Tally, wanted: Entries | undefined): Generator<DissectNode> {
  let shown = false;
  for (const node of nodes) {
    if (wanted !== undefined && !isAmong(wanted, node.entry)) continue;
    shown = true;
    yield node;
  }
  if (wanted === undefined || shown) return;
  throw new Error(`--entries ${wanted.text}: no such entry; the image has ${entriesText(tally)}, counted from 0`);
}
