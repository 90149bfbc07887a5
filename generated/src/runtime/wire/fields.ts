// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { EnumField, FieldLayout, MessageField, MessageLayout, ScalarField } from "./layout.ts";
import { INTEGERS, isInteger, SCALARS } from "./scalars.ts";

/**
 * A field with the facts that reading and writing need, looked up by number or name. All have the same properties, in
 * the same order, so that an engine uses one hidden class for them.
 */
export type WireField = ValueField | NestedField;
export type ValueField = Typed<ScalarField> | Typed<EnumField>;
export type NestedField = Typed<MessageField>;

interface Typed<Layout extends FieldLayout> {
  readonly layout: Layout;
  readonly name: string;
  readonly type: Layout["type"];
  readonly required: boolean;
  /** Whether a list is written packed. */
  readonly packed: boolean;
  /** The text before its value in JSON, as ASCII: the quoted name, a colon and a space. */
  readonly key: Uint8Array;
  readonly number: number;
  /** Index among the message's fields. */
  readonly index: number;
  /** Wire type of one value, and the tag with it. */
  readonly wire: number;
  readonly tag: number;
  readonly repeated: boolean;
  /** Index of its oneof among those of the message; -1 if it is in none. */
  readonly oneof: number;
  /** Whether a list can be packed. */
  readonly packable: boolean;
  /** Largest varint that is the value itself and exact as a double; -1 for types without such values. */
  readonly most: number;
  /** Names of an enum's numbers; the first if a number has several. */
  readonly names: ReadonlyMap<number, string>;
  /** Fields of the nested message, once `fieldsIn` has looked them up. */
  fields: Fields | undefined;
  /** The field that last came after this one: a good guess for the next tag. */
  follower: WireField | undefined;
}

/** The fields of a message, prepared for lookup. */
export interface Fields {
  readonly layout: MessageLayout;
  readonly byNumber: ReadonlyMap<number, WireField>;
  readonly byName: ReadonlyMap<string, WireField>;
  readonly inOrder: readonly WireField[];
  /** Number of required fields. */
  readonly required: number;
  /** Number of oneofs. */
  readonly oneofs: number;
}

const known: WeakMap<MessageLayout, Fields> = /* @__PURE__ */ new WeakMap();

/** Returns the fields of a message; prepares them on first use. */
export function fieldsOf(layout: MessageLayout): Fields {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const oneofs = [...new Set(layout.fields.flatMap(({ oneof = [] }) => oneof))];
  const inOrder = layout.fields.map((field, index) => wireField(field, index, oneofs.indexOf(field.oneof ?? "")));
  const fields: Fields = {
    layout,
    byNumber: new Map(inOrder.map((field) => [field.number, field])),
    byName: new Map(inOrder.map((field) => [field.name, field])),
    inOrder,
    required: inOrder.filter(({ required }) => required).length,
    oneofs: oneofs.length,
  };
  known.set(layout, fields);
  return fields;
}

/** Returns the fields of a field's nested message. */
export function fieldsIn(field: NestedField): Fields {
  field.fields ??= fieldsOf(field.layout.message());
  return field.fields;
}

function wireField(layout: FieldLayout, index: number, oneof: number): WireField {
  const { name, number, type } = layout;
  const wire = type === "message" ? 2 : SCALARS[type].wire;
  const repeated = layout.label === "repeated";
  return {
    layout,
    name,
    type,
    required: layout.label === "required",
    packed: layout.packed === true,
    key: Uint8Array.from(`"${name}": `, (char) => char.charCodeAt(0)),
    number,
    index,
    wire,
    tag: number * 8 + wire,
    repeated,
    oneof,
    packable: repeated && wire !== 2,
    most: isInteger(type) ? INTEGERS[type].plain : -1,
    names: namesOf(layout),
    fields: undefined,
    follower: undefined,
    // Each layout has the type of its own kind of field, but TypeScript cannot see that here.
  } as WireField;
}

function namesOf(layout: FieldLayout): ReadonlyMap<number, string> {
  if (layout.type !== "enum") return new Map();
  return new Map(
    Object.entries(layout.values)
      .map(([name, number]): [number, string] => [number, name])
      .reverse(),
  );
}

/** Returns whether a tag begins a packed list of a field. */
export function isPacked(field: WireField, tag: number): boolean {
  return field.packable && tag === field.number * 8 + 2;
}

/** Returns whether the tag is one that the field's type can have, packed or not. */
export function isValue(field: WireField, tag: number): boolean {
  return tag === field.tag || isPacked(field, tag);
}
