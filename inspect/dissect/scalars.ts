import { addressText, type WireField } from "criu-images/layouts";
import { tagAt } from "../wire/wire.ts";
import { type Cursor, giveUp, valueExtent } from "./extent.ts";
import { type DissectNode, inside, joined, nodeAt, WIRE_TYPES } from "./node.ts";
import { type Found, openingNode, pathOf, type State, typeName } from "./state.ts";
import { readValue, type Shown, type Value } from "./values.ts";

/* Fields that are not messages. */

/** Describes the field at the cursor. */
export function scalarNode(state: State, { field, tag, extent, notes }: Found): DissectNode {
  const { cursor, source, place } = state;
  const { start, end, broken } = extent;
  const { pos: offset } = cursor;
  cursor.pos = end;
  cursor.broken = broken;
  // The existing bytes of a truncated text are shown.
  const read =
    broken && (field.wire !== 2 || start === end)
      ? NO_VALUE
      : readValue(source, field, start, end, shownIn(state, field));
  keepInteger(state, field, read);
  const { value, raw, notes: more } = addressOf(state, field, read) ?? read;
  const names = {
    header: start - offset,
    path: pathOf(state, field),
    name: field.layout.name,
    number: field.number,
    wire: WIRE_TYPES[tag.wire],
    type: typeName(field),
    value,
    raw,
  };
  return nodeAt("field", place, offset, end - offset, joined(notes, more), names);
}

/** Returns the context of a field's next value. */
function shownIn({ hex, counts }: State, { number, repeated }: WireField): Shown {
  return { hex, index: repeated ? (counts.get(number) ?? 0) : 0 };
}

const NO_VALUE: Value = { notes: [] };

function keepInteger({ integers }: State, { layout, repeated }: WireField, { integer }: Value): void {
  if (integer !== undefined && !repeated) integers.set(layout.name, integer);
}

/** Returns the whole address for its last word. */
function addressOf(state: State, { layout, tag }: WireField, { integer, notes }: Value): Value | undefined {
  if (!("ipadd" in layout) || integer === undefined) return undefined;
  const { source, cursor } = state;
  if (state.last !== layout.number) state.words = [];
  // One word more than the longest address has is enough to see that it is none.
  if (state.words.length < 5) state.words.push(Number(integer));
  if (cursor.pos < cursor.end && tagAt(source, cursor.pos, cursor.end).tag === tag) return undefined;
  const text = addressText(state.words, source.littleEndian);
  return text === undefined ? undefined : { value: `"${text}"`, raw: `${integer}`, notes };
}

/** Describes a packed list and its elements. */
export function* packedNodes(state: State, found: Found): Generator<DissectNode> {
  const { cursor, place } = state;
  const { field, extent } = found;
  yield openingNode(state, "tag", found, `${place.prefix}${field.layout.name}`);
  const list: Cursor = { pos: extent.start, end: extent.end, broken: false };
  while (list.pos < list.end && !list.broken) yield elementNode(state, field, list);
  if (list.pos < list.end) yield giveUp(list, inside(place));
  cursor.pos = extent.end;
  cursor.broken = extent.broken;
}

function elementNode(state: State, field: WireField, list: Cursor): DissectNode {
  const { source, place } = state;
  const { pos: offset } = list;
  const { end, broken, notes } = valueExtent(source, field.wire, offset, list.end);
  const { value, raw, notes: more } = broken ? NO_VALUE : readValue(source, field, offset, end, shownIn(state, field));
  list.pos = end;
  list.broken = broken;
  const names = { path: pathOf(state, field), name: field.layout.name, number: field.number, type: typeName(field) };
  return nodeAt("field", inside(place), offset, end - offset, joined(notes, more), { ...names, value, raw });
}
