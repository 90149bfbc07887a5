import type { Fields, WireField } from "criu-images/layouts";
import type { Source, Tag } from "../wire/wire.ts";
import type { Cursor, Extent } from "./extent.ts";
import { type DissectNode, type NodeKind, type Note, nodeAt, type Place, WIRE_TYPES, warn } from "./node.ts";

/** State of a message that is being read. */
export interface State {
  readonly source: Source;
  readonly fields: Fields;
  readonly place: Place;
  readonly cursor: Cursor;
  /** Number of enclosing messages. */
  readonly level: number;
  /** Whether an enclosing message asks for hexadecimal integers. */
  readonly hex: boolean;
  readonly seen: Set<number>;
  readonly integers: Map<string, bigint>;
  /** Elements seen so far in each list, by field number. */
  readonly counts: Map<number, number>;
  /** Words of an address that is not complete yet. */
  words: number[];
  /** Number of the previous field. */
  last: number;
}

/** Creates the state of a message. */
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

/** A known field at the cursor. */
export interface Found {
  readonly field: WireField;
  readonly tag: Tag;
  readonly extent: Extent;
  readonly notes: readonly Note[];
}

/** Describes the tag and the length of a field, without its value. */
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

/** Returns the path of a field, and counts elements of lists. */
export function pathOf({ place, counts }: State, { number, repeated, layout }: WireField): string {
  if (!repeated) return `${place.prefix}${layout.name}`;
  const index = counts.get(number) ?? 0;
  counts.set(number, index + 1);
  return `${place.prefix}${layout.name}[${index}]`;
}

/** Reports a duplicate field, and one out of order. */
export function placeNotes({ seen, last, fields }: State, { number, repeated, layout }: WireField): Note[] {
  const notes: Note[] = [];
  if (!repeated && seen.has(number)) {
    notes.push(
      warn(layout.type === "message" ? "duplicate: the two are merged" : "duplicate: the last one takes precedence"),
    );
  }
  if (number < last) {
    const before = fields.byNumber.get(last)?.layout.name ?? "unknown";
    notes.push(warn(`out of order: after number ${last} (${before})`));
  }
  return notes;
}
