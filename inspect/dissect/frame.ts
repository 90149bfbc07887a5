import type { MessageLayout } from "criu-images/layouts";
import type { Source } from "../wire/wire.ts";
import { messageNodes, type Outcome } from "./message.ts";
import { count, type DissectNode, error, info, inside, type Note, nodeAt, type Place } from "./node.ts";

/** A framed message that has been read. */
export interface Frame extends Outcome {
  readonly layout: MessageLayout;
  /** Its end. */
  readonly end: number;
}

/** Describes the size at `pos`, and the message after it. */
export function* frameNodes(
  source: Source,
  layout: MessageLayout,
  pos: number,
  place: Place,
): Generator<DissectNode, Frame> {
  const { bytes, view, littleEndian } = source;
  const left = bytes.length - pos;
  const path = place.prefix === "" ? undefined : place.prefix.slice(0, -1);
  const type = layout.message;
  if (left < 4) {
    const notes = [error(`the file ends in the size of a message: ${left} of 4 bytes`)];
    yield nodeAt(left === 0 ? "size" : "gap", place, pos, left, notes, { path, type });
    return { layout, end: bytes.length, integers: new Map(), partial: true };
  }
  const size = view.getUint32(pos, littleEndian);
  const cut = size > left - 4;
  const notes = cut ? [tooLong(source, pos, size)] : size === 0 ? [info("an empty message")] : [];
  yield nodeAt("size", place, pos, 4, notes, { path, type, value: `${size}` });
  const end = cut ? bytes.length : pos + 4 + size;
  const { integers, partial } = yield* messageNodes(source, layout, { pos: pos + 4, end, cut }, inside(place));
  return { layout, end, integers, partial };
}

/** Returns the end of the framed message at `pos`, or that of the bytes if it is cut. */
export function frameEnd({ bytes, view, littleEndian }: Source, pos: number): number {
  const { length } = bytes;
  if (length - pos < 4) return length;
  return Math.min(length, pos + 4 + view.getUint32(pos, littleEndian));
}

function tooLong({ bytes, view, littleEndian }: Source, pos: number, size: number): Note {
  const left = bytes.length - pos - 4;
  const swapped = view.getUint32(pos, !littleEndian);
  const hint = swapped <= left ? `; in the other byte order it would be ${swapped}` : "";
  return error(`past the end of the file: ${count(size, "byte")} announced, ${left} present${hint}`);
}
