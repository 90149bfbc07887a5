import { MAX_DEPTH } from "criu-images/layouts";
import { brokenText, type Source, type Tag, tagAt, varintAt } from "../wire/wire.ts";
import { type Cursor, type Extent, extentOf, giveUp } from "./extent.ts";
import { type DissectNode, error, inside, joined, type Note, nodeAt, type Place, WIRE_TYPES } from "./node.ts";
import { base64, varintNotes } from "./values.ts";

/**
 * Describes an unknown field at the cursor. Groups nest; no release of CRIU writes one.
 *
 * @param notes reason why the field is unknown
 * @param level number of enclosing messages and groups
 */
export function* unknownNodes(
  source: Source,
  cursor: Cursor,
  tag: Tag,
  place: Place,
  notes: readonly Note[],
  level: number,
): Generator<DissectNode> {
  const wrong = wrongTag(tag, level);
  if (wrong !== undefined) yield giveUp(cursor, place, error(wrong));
  else if (tag.wire === 3) yield* groupNodes(source, cursor, tag, place, notes, level);
  else yield unknownField(source, cursor, tag, place, notes);
}

function wrongTag({ number, wire }: Tag, level: number): string | undefined {
  if (number === 0) return "no field has the number 0";
  if (wire > 5) return `not the tag of a field: number ${number}, and the unknown wire type ${wire}`;
  if (wire === 4) return `the end of a group (number ${number}) that has not begun`;
  if (wire === 3 && level >= MAX_DEPTH) return `the groups nest deeper than ${MAX_DEPTH} levels`;
  return undefined;
}

function unknownField(source: Source, cursor: Cursor, tag: Tag, place: Place, notes: readonly Note[]): DissectNode {
  const { pos: offset } = cursor;
  const extent = extentOf(source, tag, cursor);
  const { start, end, broken } = extent;
  cursor.pos = end;
  cursor.broken = broken;
  const value = broken ? undefined : rawValue(source, tag.wire, extent);
  const names = { header: start - offset, number: tag.number, wire: WIRE_TYPES[tag.wire], value };
  return nodeAt("field", place, offset, end - offset, joined(notes, extent.notes), names);
}

/** Formats a value by its wire type alone. */
function rawValue(source: Source, wire: number, { start, end }: Extent): string | undefined {
  if (wire === 0) return `${varintAt(source, start, end).value}`;
  if (wire === 2) return base64(source.bytes.subarray(start, end));
  const number = wire === 1 ? source.view.getBigUint64(start, true) : source.view.getUint32(start, true);
  return `"0x${number.toString(16)}"`;
}

function* groupNodes(
  source: Source,
  cursor: Cursor,
  open: Tag,
  place: Place,
  notes: readonly Note[],
  level: number,
): Generator<DissectNode> {
  yield tagNode(cursor, open, place, notes);
  const inner = inside(place);
  while (!cursor.broken) {
    const tag = tagAt(source, cursor.pos, cursor.end);
    if (tag.varint.broken !== undefined) yield giveUp(cursor, inner, error(unended(tag, open)));
    else if (tag.tag !== open.tag + 1) yield* unknownNodes(source, cursor, tag, inner, [], level + 1);
    else {
      yield tagNode(cursor, tag, place, []);
      return;
    }
  }
}

function unended({ size, varint }: Tag, { number }: Tag): string {
  return size === 0 ? `the message ends inside a group (number ${number})` : brokenText(varint);
}

function tagNode(
  cursor: Cursor,
  { number, wire, size, varint }: Tag,
  place: Place,
  notes: readonly Note[],
): DissectNode {
  const { pos: offset } = cursor;
  cursor.pos += size;
  const names = { number, wire: WIRE_TYPES[wire] };
  return nodeAt("tag", place, offset, size, joined(notes, varintNotes(varint, "tag")), names);
}
