import type { ImageLayout, MessageLayout } from "criu-images/layouts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";
import { type Source, sourceOf } from "../wire/wire.ts";
import { readBeginning } from "./beginning.ts";
import { extraNodes, holds } from "./extra.ts";
import { type Frame, frameEnd, frameNodes } from "./frame.ts";
import { type DissectNode, error, info, inside, type Note, nodeAt, TOP } from "./node.ts";

/**
 * Describes the bytes of an image, node by node, on demand. Nothing is thrown: problems are notes on nodes, and reading
 * goes on after them if possible.
 *
 * @param file name of the file, without folders: it distinguishes images that share a magic, and helps if that is
 * damaged
 */
export function* dissectImage(bytes: Uint8Array, file?: string, schema: Schema = BUILT_IN): Generator<DissectNode> {
  const entries = yield* beforeEntries(bytes, file, schema);
  if (entries === undefined) return;
  let pos = entries.start;
  for (let entry = 0; pos < bytes.length; entry++) pos = yield* entries.nodes(entry, pos);
}

/** Entries of an image. Each can be described alone, if its offset is known. */
export interface ImageEntries {
  readonly layout: ImageLayout;
  /** Offset of the first entry. */
  readonly start: number;
  /** Describes an entry, and returns its end. */
  nodes(entry: number, offset: number): Generator<DissectNode, number>;
  /** Returns the end of an entry without describing it. */
  end(offset: number): number;
}

/** Describes the bytes before the entries of an image, and returns its entries; `undefined` if it can have none. */
export function* beforeEntries(
  bytes: Uint8Array,
  file?: string,
  schema: Schema = BUILT_IN,
): Generator<DissectNode, ImageEntries | undefined> {
  const beginning = readBeginning(schema, bytes, file);
  yield* beginning.nodes;
  const source = sourceOf(bytes, beginning.littleEndian);
  const { pos, layout } = beginning;
  if (layout === undefined) yield* remaining(source, pos, "gap", []);
  else if (layout.magic === undefined)
    yield* remaining(source, pos, "rest", [info("raw: CRIU puts no structure into it")]);
  else return yield* contentNodes(source, layout, pos);
  return undefined;
}

/** Describes the bytes from the magic to the first entry. */
function* contentNodes(
  source: Source,
  layout: ImageLayout,
  start: number,
): Generator<DissectNode, ImageEntries | undefined> {
  const { length } = source.bytes;
  if (start === length) return undefined;
  const first = layout.first === undefined ? undefined : yield* frameNodes(source, layout.first, start, TOP);
  const pos = first?.end ?? start;
  const rest = layout.rest === true && follows(first, layout.restWhen);
  const entries = layout.entries !== undefined && follows(first, layout.entriesWhen);
  if (rest === undefined || entries === undefined) {
    yield* remaining(source, pos, "gap", [error("the content is unknown: the first message was not read far enough")]);
  } else if (rest) yield* remaining(source, pos, "rest", []);
  else if (entries && layout.entries !== undefined) return entriesFrom(source, layout, layout.entries, pos);
  else yield* remaining(source, pos, "gap", [error("no entries are allowed here")]);
  return undefined;
}

function follows(first: Frame | undefined, condition: ImageLayout["restWhen"]): boolean | undefined {
  return first === undefined ? true : holds(first, condition);
}

function entriesFrom(source: Source, layout: ImageLayout, message: MessageLayout, start: number): ImageEntries {
  const { extra } = layout;
  function* nodes(entry: number, offset: number): Generator<DissectNode, number> {
    const place = { ...TOP, entry };
    const frame = yield* frameNodes(source, message, offset, place);
    return extra === undefined ? frame.end : yield* extraNodes(source, extra, frame, inside(place));
  }
  const end = (offset: number): number => {
    if (extra === undefined) return frameEnd(source, offset);
    const rest = nodes(0, offset);
    for (;;) {
      const { done, value } = rest.next();
      if (done) return value;
    }
  };
  return { layout, start, nodes, end };
}

function* remaining(
  { bytes }: Source,
  pos: number,
  kind: "gap" | "rest",
  notes: readonly Note[],
): Generator<DissectNode> {
  if (pos < bytes.length) yield nodeAt(kind, TOP, pos, bytes.length - pos, notes);
}
