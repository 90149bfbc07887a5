import { readFile } from "criu-checkpoint";
import { byName } from "criu-images/layouts";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import { BUILT_IN, type Schema } from "../../../inspect/schema/schema.ts";
import type { Opened } from "../../engine/opened.ts";
import type { Found } from "./found.ts";
import { hasValue, type Query } from "./query.ts";

/** Largest image that is read, in bytes. */
const LARGEST = 2 ** 29;

/** Longest value that is shown, in characters. */
const LONGEST = 240;

/** Lists the images with entries: those with raw bytes have none. */
export function imagesWithEntries({ checkpoint }: Opened): { readonly file: string; readonly size: number }[] {
  return checkpoint.images
    .filter(({ file }) => byName(BUILT_IN.layouts, file)[0]?.magic !== undefined)
    .map(({ file }) => ({ file, size: checkpoint.store.bytes(checkpoint.folder + file).size }))
    .sort((a, b) => inOrder(a.file, b.file));
}

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/**
 * Finds fields of an image by their values; yields `undefined` for others, so that the caller can take turns.
 *
 * @throws {Error} if the image is too large or cannot be read
 */
export async function* inImage(opened: Opened, file: string, query: Query): AsyncGenerator<Found | undefined> {
  const { store, folder } = opened.checkpoint;
  if (store.bytes(folder + file).size > LARGEST) throw new Error("larger than 512 MiB");
  const bytes = await readFile(store, folder + file);
  let visited = 0;
  for (const node of dissectImage(bytes, file, await opened.once(namedSchema))) {
    if (isField(node) && hasValue(query, node.value, node.raw)) yield foundIn(file, node);
    else if (++visited % TURN === 0) yield undefined;
  }
}

/** Number of nodes between two turns. */
const TURN = 1000;

async function namedSchema(): Promise<Schema> {
  return { ...BUILT_IN, layouts: await BUILT_IN.named() };
}

/** Returns whether a node has a value of the process, not one that describes bytes. */
function isField({ kind }: DissectNode): boolean {
  return kind === "field" || kind === "extra";
}

function foundIn(file: string, { entry, path, offset, value = "" }: DissectNode): Found {
  const at = entry === undefined ? "" : `entry ${entry} `;
  return {
    title: `${file} ${at}${path ?? ""}`,
    text: value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value,
    place: { kind: "image", file, offset },
  };
}
