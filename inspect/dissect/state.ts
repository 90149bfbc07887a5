import type { Fields, WireField } from "criu-images/layouts";
import type { Cursor, Extent } from "./extent.ts";
import { type DissectNode, type NodeKind, type Note, nodeAt, type Place, WIRE_TYPES, warn } from "./node.ts";
import type { Source, Tag } from "./wire.ts";

/** A message while it is gone through. */
export interface State {
  readonly source: Source;
  readonly fields: Fields;
  readonly place: Place;
  readonly cursor: Cursor;
  /** How many messages are around it. */
  readonly level: number;
  /** A message around it asks for integers in hexadecimal. */
  readonly hex: boolean;
  readonly seen: Set<number>;
  readonly integers: Map<string, bigint>;
  /** How many elements lists have so far, by number. */
  readonly counts: Map<number, number>;
  /** Words of an address that is not whole yet. */
  words: number[];
  /** Number of the field before. */
  last: number;
}

/** A message that is about to be gone through. */
export function stateOf(
  source: Source,
  fields: Fields,
  place: Place,
  cursor: Cursor,
  level: number,
  hex: boolean,
): State {
  const [seen, integers, counts] = [new Set<number>(), new Map<string, bigint>(), new Map<number, number>()];
  return { source, fields, place, cursor, level, hex, seen, integers, counts, words: [], last: 0 };
}

/** A field of the schema that was found at the cursor. */
export interface Found {
  readonly field: WireField;
  readonly tag: Tag;
  readonly extent: Extent;
  readonly notes: readonly Note[];
}

/** Tag and length of a field that was found, without its value. */
export function openingNode({ place, cursor }: State, kind: NodeKind, found: Found, path: string): DissectNode {
  const { field, tag, extent, notes } = found;
  const header = extent.start - cursor.pos;
  const wire = WIRE_TYPES[tag.wire];
  const names = { header, path, name: field.layout.name, number: field.number, wire, type: typeName(field) };
  return nodeAt(kind, place, cursor.pos, header, notes, names);
}

export function typeName({ layout }: WireField): string {
  if (layout.type === "message") return layout.message().message;
  return layout.type === "enum" ? layout.enum : layout.type;
}

/** A field's path; the elements of a list are counted by it. */
export function pathOf({ place, counts }: State, { number, repeated, layout }: WireField): string {
  if (!repeated) return `${place.prefix}${layout.name}`;
  const index = counts.get(number) ?? 0;
  counts.set(number, index + 1);
  return `${place.prefix}${layout.name}[${index}]`;
}

/** What is odd about where a field stands. */
export function placeNotes({ seen, last, fields }: State, { number, repeated, layout }: WireField): Note[] {
  const notes: Note[] = [];
  if (!repeated && seen.has(number)) {
    notes.push(warn(layout.type === "message" ? "again: the two are merged" : "again: the last one counts"));
  }
  if (number < last) {
    const before = fields.byNumber.get(last)?.layout.name ?? "unknown";
    notes.push(warn(`out of order: behind number ${last} (${before})`));
  }
  return notes;
}
