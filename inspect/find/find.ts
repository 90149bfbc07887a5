import type { Checkpoint } from "criu-checkpoint";
import type { Schema } from "../schema/schema.ts";
import type { Found, FoundFile, Searched, Unsearched } from "./found.ts";
import { imagesWithEntries, inImage } from "./images.ts";
import { inProcesses } from "./processes.ts";
import { hasText, parseQuery, type Query } from "./query.ts";

/** Options of a search. */
export interface FindOptions {
  /** Number of places in an image after which the rest of it is not searched. By default, all of it is. */
  readonly mostInImage?: number;
}

/**
 * Searches the names of files, the processes with the paths of their memory, and all fields of images. Yields what is found,
 * parts of images that were not searched, and now and then how far the search is, so that the caller can take turns.
 *
 * @param text part of a text; or a number, also in hexadecimal: fields with exactly this value, and areas with this address
 */
export async function* findIn(
  checkpoint: Checkpoint,
  schema: Schema,
  text: string,
  { mostInImage = Number.POSITIVE_INFINITY }: FindOptions = {},
): AsyncGenerator<Found | Unsearched | Searched> {
  const query = parseQuery(text);
  if (query === undefined) return;
  const images = imagesWithEntries(checkpoint, schema);
  const all = images.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  yield* inNames(checkpoint, query);
  for await (const found of inProcesses(checkpoint, schema, query)) yield found ?? { kind: "searched", done, all };
  const named = { ...schema, layouts: await schema.named() };
  for (const image of images) {
    for await (const found of inImage(checkpoint, named, image, query, mostInImage))
      yield found ?? { kind: "searched", done, all };
    done += image.size;
    yield { kind: "searched", done, all };
  }
}

function* inNames({ store, folder, images }: Checkpoint, query: Query): Generator<FoundFile> {
  const names = new Set(images.map(({ file }) => folder + file));
  for (const { name, kind, size } of store.files.values()) {
    if (kind !== "file" || !hasText(query, name)) continue;
    yield { kind: "file", file: name, ...(names.has(name) && { image: name.slice(folder.length) }), size };
  }
}
