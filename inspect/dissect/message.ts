import { type FieldLayout, fieldsOf, MAX_DEPTH, type MessageLayout, type WireField } from "criu-images/layouts";
import { brokenText, type Source, type Tag, tagAt } from "../wire/wire.ts";
import { type Cursor, extentOf, giveUp } from "./extent.ts";
import { type DissectNode, error, inside, joined, type Note, nodeAt, type Place, WIRE_TYPES, warn } from "./node.ts";
import { packedNodes, scalarNode } from "./scalars.ts";
import { type Found, openingNode, pathOf, placeNotes, type State, stateOf, typeName } from "./state.ts";
import { unknownNodes } from "./unknown.ts";

/** Bytes of a message. */
export interface Span {
  readonly pos: number;
  readonly end: number;
  /** Whether its size exceeds the available bytes. */
  readonly cut: boolean;
}

/** Facts about a message that has been read. */
export interface Outcome {
  /** Integers by field name; booleans are 0 and 1. */
  readonly integers: ReadonlyMap<string, bigint>;
  /** Whether part of it was unreadable: then a field that was not seen may still be present. */
  readonly partial: boolean;
}

/** Describes the fields of a message and of its nested messages. */
export function* messageNodes(
  source: Source,
  layout: MessageLayout,
  { pos, end, cut }: Span,
  place: Place,
  level = 0,
  hex = false,
): Generator<DissectNode, Outcome> {
  const cursor: Cursor = { pos, end, broken: false };
  const state = stateOf(source, fieldsOf(layout), place, cursor, level, hex);
  while (cursor.pos < end && !cursor.broken) yield* fieldNodes(state);
  if (cursor.pos < end) yield giveUp(cursor, place);
  const partial = cut || cursor.broken;
  if (!partial) yield* missingNodes(state);
  return { integers: state.integers, partial };
}

/** Describes the field at the cursor. */
function* fieldNodes(state: State): Generator<DissectNode> {
  const { source, cursor, place, fields, level } = state;
  const tag = tagAt(source, cursor.pos, cursor.end);
  const field = fields.byNumber.get(tag.number);
  if (tag.varint.broken !== undefined) yield giveUp(cursor, place, error(`in the tag: ${brokenText(tag.varint)}`));
  else if (field === undefined) yield* unknownNodes(source, cursor, tag, place, [UNKNOWN], level);
  else if (field.tag === tag.tag || isPacked(field, tag)) yield* knownNodes(state, field, tag);
  else yield* unknownNodes(source, cursor, tag, place, [mistyped(field)], level);
  state.last = tag.number;
}

const UNKNOWN: Note = warn("unknown field: newer than the schema, or damaged");

function mistyped({ layout, wire }: WireField): Note {
  return warn(`not read: ${layout.name} has the wire type ${WIRE_TYPES[wire]}`);
}

function isPacked(field: WireField, { tag }: Tag): boolean {
  return field.packable && tag === field.number * 8 + 2;
}

function* knownNodes(state: State, field: WireField, tag: Tag): Generator<DissectNode> {
  const { source, cursor } = state;
  const extent = extentOf(source, tag, cursor);
  const found: Found = { field, tag, extent, notes: joined(extent.notes, placeNotes(state, field)) };
  state.seen.add(field.number);
  if (field.layout.type === "message") yield* nestedNodes(state, found);
  else if (isPacked(field, tag)) yield* packedNodes(state, found);
  else yield scalarNode(state, found);
}

function* nestedNodes(state: State, found: Found): Generator<DissectNode> {
  const { source, cursor, place, level } = state;
  const { layout } = found.field;
  const { start: pos, end, broken } = found.extent;
  if (layout.type !== "message") return;
  const path = pathOf(state, found.field);
  const index = (state.counts.get(layout.number) ?? 0) - 1;
  yield { ...openingNode(state, "message", found, path), ...itemName(layout, index) };
  const inner = inside(place, `${path}.`);
  if (level < MAX_DEPTH) {
    const hex = state.hex || layout.hex === true;
    yield* messageNodes(source, layout.message(), { pos, end, cut: broken }, inner, level + 1, hex);
  } else yield giveUp({ pos, end, broken }, inner, error(`the messages nest deeper than ${MAX_DEPTH} levels`));
  cursor.pos = end;
  cursor.broken = broken;
}

/** Returns the name that a message of a list has by its index, such as that of a limit. */
function itemName({ names }: FieldLayout, index: number): Pick<DissectNode, "value"> {
  const name = names?.items?.[index];
  return name === undefined ? {} : { value: `"${name}"` };
}

/** Reports required fields that are absent. */
function* missingNodes({ fields, seen, place, cursor }: State): Generator<DissectNode> {
  if (fields.required === 0) return;
  for (const field of fields.inOrder) {
    const { number, layout } = field;
    if (layout.label !== "required" || seen.has(number)) continue;
    const names = { path: `${place.prefix}${layout.name}`, name: layout.name, number, type: typeName(field) };
    yield nodeAt("field", place, cursor.end, 0, [error("a required field is missing")], names);
  }
}
