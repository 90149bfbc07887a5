import { type Checkpoint, readFile } from "criu-checkpoint";
import { type JsonValue, parseJson } from "criu-images/json";
import { byName } from "criu-images/layouts";
import { dissectImage } from "../dissect/image.ts";
import type { DissectNode } from "../dissect/node.ts";
import type { Schema } from "../schema/schema.ts";
import type { FoundField, Unsearched } from "./found.ts";
import { hasValue, type Query } from "./query.ts";

/** Largest image that is read, in bytes. */
const LARGEST = 2 ** 29;

/** An image with entries. */
export interface Searchable {
  readonly file: string;
  readonly size: number;
}

/** Lists the images with entries, in the order of their names: those with raw bytes have none. */
export function imagesWithEntries({ images, store, folder }: Checkpoint, { layouts }: Schema): Searchable[] {
  return images
    .filter(({ file }) => byName(layouts, file)[0]?.magic !== undefined)
    .map(({ file }) => ({ file, size: store.bytes(folder + file).size }))
    .sort((a, b) => inOrder(a.file, b.file));
}

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/** Number of nodes between two turns. */
const TURN = 1000;

/**
 * Finds the fields of an image by their values; yields `undefined` for others now and then, so that the caller can take turns.
 *
 * @param schema with names, so that values are those of pretty JSON
 * @param most number of places after which the rest of the image is not searched
 */
export async function* inImage(
  { store, folder }: Checkpoint,
  schema: Schema,
  { file, size }: Searchable,
  query: Query,
  most: number,
): AsyncGenerator<FoundField | Unsearched | undefined> {
  if (size > LARGEST) {
    yield { kind: "unsearched", file, offset: 0, reason: "larger than 512 MiB" };
    return;
  }
  const bytes = await readFile(store, folder + file);
  let [visited, places] = [0, 0];
  for (const node of dissectImage(bytes, file, schema)) {
    if (++visited % TURN === 0) yield undefined;
    if (node.kind === "gap") yield unsearched(file, node);
    else if (isField(node) && hasValue(query, node.value, node.raw)) {
      if (++places > most) {
        yield { kind: "unsearched", file, offset: node.offset, reason: `more than ${most} places` };
        return;
      }
      yield found(file, node);
    }
  }
}

/** Returns whether a node has a value of the process, not one that describes bytes. */
function isField({ kind }: DissectNode): boolean {
  return kind === "field" || kind === "extra";
}

function found(file: string, { entry, path, offset, value = "null" }: DissectNode): FoundField {
  const start = entry === undefined ? ".first" : `[${entry}]`;
  const inner = path === undefined ? "" : `.${path}`;
  return { kind: "field", file, path: start + inner, offset, value: jsonValue(value) };
}

/** Parses a value with all digits of its numbers: the parser takes whole images alone. */
function jsonValue(text: string): JsonValue {
  return parseJson(`{"magic": "", "entries": [{"value": ${text}}]}`).entries[0]?.["value"] ?? null;
}

function unsearched(file: string, { offset, notes }: DissectNode): Unsearched {
  return { kind: "unsearched", file, offset, reason: notes[0]?.text ?? "it cannot be read" };
}
