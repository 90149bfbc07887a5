import { byName, type ImageLayout } from "criu-images/layouts";
import { beforeEntries, type ImageEntries } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import type { Schema } from "../../../inspect/schema/schema.ts";
import type { Call } from "../../rpc/message.ts";
import type { ImageAbout } from "./about.ts";
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

/** Returns the offset of an entry. */
export function entryStart({ starts, size }: OpenImage, entry: number): number {
  return starts[entry] ?? size;
}

/** Content of an image, as a schema reads it. */
type Content = Pick<OpenImage, "before" | "starts" | "entries"> & Partial<Pick<OpenImage, "layout">>;

/** Reads the content of an image by a schema. Its layout is that of its magic, if that is known. */
export async function readContent(
  bytes: Uint8Array,
  file: string,
  schema: Schema,
  progress: Call["progress"],
): Promise<Content> {
  const [before, entries] = taken(beforeEntries(bytes, file, schema));
  const starts = entries === undefined ? [] : await entryStarts(entries, bytes.length, progress);
  const layout = entries?.layout ?? byName(schema.layouts, file)[0];
  return { ...(layout !== undefined && { layout }), before: nodeRows(before, layout), starts, entries };
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
