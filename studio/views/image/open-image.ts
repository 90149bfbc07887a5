import { readFile } from "criu-checkpoint";
import { byName, type ImageLayout } from "criu-images/layouts";
import { beforeEntries, type ImageEntries } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { type ImageAbout, imageAbout } from "./about.ts";
import { type NodeRow, nodeRows } from "./node-row.ts";

/** An image that is shown: its bytes before the entries as nodes, and the offsets of its entries. */
export interface OpenImage {
  readonly layout: ImageLayout | undefined;
  readonly about: ImageAbout;
  readonly size: number;
  readonly before: readonly NodeRow[];
  readonly starts: readonly number[];
  readonly entries: ImageEntries | undefined;
  readonly bytesOnly?: string;
}

/** Number of images that stay open. */
const KEPT = 4;

/** Opens an image; those that were shown last stay open. @throws {ImageError} if there is no such file */
export function openImage(opened: Opened, file: string, call: Call): Promise<OpenImage> {
  const recent = opened.shared("images", () => new Map<string, Promise<OpenImage>>());
  const image = recent.get(file) ?? read(opened, file, call);
  recent.delete(file);
  recent.set(file, image);
  for (const [oldest] of recent) if (recent.size > KEPT) recent.delete(oldest);
  image.catch(() => recent.delete(file));
  return image;
}

/** Returns the offset of an entry. */
export function entryStart({ starts, size }: OpenImage, entry: number): number {
  return starts[entry] ?? size;
}

/** Largest image that is read as a whole, in bytes. */
const LARGEST = 2 ** 29;

async function read({ checkpoint }: Opened, file: string, { progress }: Call): Promise<OpenImage> {
  const path = checkpoint.folder + file;
  const { size } = checkpoint.store.bytes(path);
  const [layout] = byName(BUILT_IN.layouts, file);
  const about = await imageAbout(layout?.image);
  const bytesOnly =
    layout !== undefined && layout.magic === undefined
      ? "CRIU puts no structure into this image: it has raw bytes."
      : size > LARGEST
        ? "The image is too large to be read at once: only its bytes are shown."
        : undefined;
  if (bytesOnly !== undefined) return { layout, about, size, before: [], starts: [], entries: undefined, bytesOnly };
  const bytes = await readFile(checkpoint.store, path);
  const schema = { ...BUILT_IN, layouts: await BUILT_IN.named() };
  const [before, entries] = taken(beforeEntries(bytes, file, schema));
  const starts = entries === undefined ? [] : await entryStarts(entries, size, progress);
  const found = entries?.layout ?? layout;
  return { layout: found, about, size, before: nodeRows(before, found), starts, entries };
}

/** Takes all nodes, and the result after them. */
function taken(
  nodes: Generator<DissectNode, ImageEntries | undefined>,
): [before: DissectNode[], entries: ImageEntries | undefined] {
  const before: DissectNode[] = [];
  for (;;) {
    const { done, value } = nodes.next();
    if (done) return [before, value];
    before.push(value);
  }
}

/** Number of entries after which other requests get a turn. */
const TURN = 100_000;

async function entryStarts(entries: ImageEntries, size: number, progress: Call["progress"]): Promise<number[]> {
  const starts: number[] = [];
  for (let at = entries.start; at < size; at = entries.end(at)) {
    starts.push(at);
    if (starts.length % TURN !== 0) continue;
    progress(at, size);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return starts;
}
