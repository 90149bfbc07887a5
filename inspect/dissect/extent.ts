import { brokenText, type Source, type Tag, varintAt } from "../wire/wire.ts";
import { count, type DissectNode, error, type Note, nodeAt, type Place } from "./node.ts";
import { varintNotes } from "./values.ts";

/** Position in a message. */
export interface Cursor {
  pos: number;
  /** End of the message, or of the bytes. */
  readonly end: number;
  /** Whether an error makes the following bytes unreadable. */
  broken: boolean;
}

/** Skips to the end of a message that cannot be read further. */
export function giveUp(cursor: Cursor, place: Place, ...notes: readonly Note[]): DissectNode {
  const { pos, end } = cursor;
  cursor.pos = end;
  cursor.broken = true;
  return nodeAt("gap", place, pos, end - pos, notes);
}

/** Extent of a field's value. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  /** Notes about the tag and the length. */
  readonly notes: readonly Note[];
  /** Whether the value is incomplete. */
  readonly broken: boolean;
}

/** Finds the extent of the value after the tag at the cursor, which is not that of a group. */
export function extentOf(source: Source, { wire, size, varint }: Tag, { pos, end }: Cursor): Extent {
  return valueExtent(source, wire, pos + size, end, varintNotes(varint, "tag"));
}

/** Finds the extent of a value that begins at `start`, in a message that ends at `end`. */
export function valueExtent(
  source: Source,
  wire: number,
  start: number,
  end: number,
  notes: readonly Note[] = [],
): Extent {
  if (wire === 0) return varintExtent(source, start, end, notes);
  if (wire === 2) return lengthExtent(source, start, end, notes);
  return sizedExtent(start, end, wire === 1 ? 8 : 4, "the value takes", notes);
}

function varintExtent(source: Source, start: number, end: number, notes: readonly Note[]): Extent {
  const value = varintAt(source, start, end);
  const broken = value.broken !== undefined;
  return { start, end: start + value.size, notes: broken ? [...notes, error(brokenText(value))] : notes, broken };
}

function lengthExtent(source: Source, pos: number, end: number, before: readonly Note[]): Extent {
  const length = varintAt(source, pos, end);
  const start = pos + length.size;
  const notes = [...before, ...varintNotes(length, "length")];
  if (length.broken === undefined) return sizedExtent(start, end, length.low, "the length says", notes);
  return { start, end: start, notes: [...notes, error(`in the length: ${brokenText(length)}`)], broken: true };
}

function sizedExtent(start: number, end: number, size: number, says: string, notes: readonly Note[]): Extent {
  const left = end - start;
  if (size <= left) return { start, end: start + size, notes, broken: false };
  const over = error(`past the end: ${says} ${count(size, "byte")}, the message has ${left} more`);
  return { start, end, notes: [...notes, over], broken: true };
}
