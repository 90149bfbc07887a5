import type { ImageLayout, MessageLayout } from "criu-images/layouts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";
import { type Source, sourceOf } from "../wire/wire.ts";
import { readBeginning } from "./beginning.ts";
import { extraNodes, holds } from "./extra.ts";
import { type Frame, frameNodes } from "./frame.ts";
import { type DissectNode, error, info, inside, type Note, nodeAt, TOP } from "./node.ts";

/**
 * Describes the bytes of an image, node by node, on demand. Nothing is thrown: problems are notes on nodes, and reading
 * goes on after them if possible.
 *
 * @param file name of the file, without folders: it distinguishes images that share a magic, and helps if that is
 * damaged
 */
export function* dissectImage(bytes: Uint8Array, file?: string, schema: Schema = BUILT_IN): Generator<DissectNode> {
  const beginning = readBeginning(schema, bytes, file);
  yield* beginning.nodes;
  const source = sourceOf(bytes, beginning.littleEndian);
  const { pos, layout } = beginning;
  if (layout === undefined) yield* remaining(source, pos, "gap", []);
  else if (layout.magic === undefined)
    yield* remaining(source, pos, "rest", [info("raw: CRIU puts no structure into it")]);
  else yield* contentNodes(source, layout, pos);
}

/** Describes the bytes after the magic. */
function* contentNodes(source: Source, layout: ImageLayout, start: number): Generator<DissectNode> {
  const { length } = source.bytes;
  if (start === length) return;
  const first = layout.first === undefined ? undefined : yield* frameNodes(source, layout.first, start, TOP);
  const pos = first?.end ?? start;
  const rest = layout.rest === true && follows(first, layout.restWhen);
  const entries = layout.entries !== undefined && follows(first, layout.entriesWhen);
  if (rest === undefined || entries === undefined) {
    yield* remaining(source, pos, "gap", [error("the content is unknown: the first message was not read far enough")]);
  } else if (rest) yield* remaining(source, pos, "rest", []);
  else if (entries && layout.entries !== undefined) yield* entryNodes(source, layout, layout.entries, pos);
  else yield* remaining(source, pos, "gap", [error("no entries are allowed here")]);
}

function follows(first: Frame | undefined, condition: ImageLayout["restWhen"]): boolean | undefined {
  return first === undefined ? true : holds(first, condition);
}

function* entryNodes(
  source: Source,
  { extra }: ImageLayout,
  message: MessageLayout,
  start: number,
): Generator<DissectNode> {
  let pos = start;
  for (let entry = 0; pos < source.bytes.length; entry++) {
    const place = { ...TOP, entry };
    const frame = yield* frameNodes(source, message, pos, place);
    pos = extra === undefined ? frame.end : yield* extraNodes(source, extra, frame, inside(place));
  }
}

function* remaining(
  { bytes }: Source,
  pos: number,
  kind: "gap" | "rest",
  notes: readonly Note[],
): Generator<DissectNode> {
  if (pos < bytes.length) yield nodeAt(kind, TOP, pos, bytes.length - pos, notes);
}
