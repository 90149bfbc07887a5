import type { EnumField, FieldLayout, MessageField, MessageLayout, ScalarField } from "./layout.ts";

/**
 * A field as the wire has it, looked up by number or name. All have the same properties, for speed: what most is asked
 * of a layout stands here too.
 */
export type WireField = ValueField | NestedField;
export type ValueField = Typed<ScalarField> | Typed<EnumField>;
export type NestedField = Typed<MessageField>;

interface Typed<Layout extends FieldLayout> {
  readonly layout: Layout;
  readonly name: string;
  readonly type: Layout["type"];
  readonly required: boolean;
  /** Whether a list of it is written as one packed value. */
  readonly packed: boolean;
  /** What stands before its value in JSON: the name in quotes, a colon and a blank, as ASCII. */
  readonly key: Uint8Array;
  readonly number: number;
  /** Its place among the message's fields. */
  readonly index: number;
  /** The wire type of one value, and the tag before it. */
  readonly wire: number;
  readonly tag: number;
  readonly repeated: boolean;
  /** Whether a list of it can stand as one packed value. */
  readonly packable: boolean;
  /** Up to here a number that is not negative is a varint of itself, and a double holds it; -1 where none is. */
  readonly most: number;
  /** The names of an enum's numbers; the first where one has several. */
  readonly names: ReadonlyMap<number, string>;
  /** The fields of the messages in it; `fieldsIn` has them. */
  fields: Fields | undefined;
  /** The field that came behind it last, which is a good guess at the one that comes next. */
  follower: WireField | undefined;
}

/** The fields of a message, ready to be looked up. */
export interface Fields {
  readonly layout: MessageLayout;
  readonly byNumber: ReadonlyMap<number, WireField>;
  readonly byName: ReadonlyMap<string, WireField>;
  readonly inOrder: readonly WireField[];
  /** How many are required. */
  readonly required: number;
}

const known: WeakMap<MessageLayout, Fields> = /* @__PURE__ */ new WeakMap();

/** The fields of a message; made when they are first asked for. */
export function fieldsOf(layout: MessageLayout): Fields {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const inOrder = layout.fields.map(wireField);
  const fields: Fields = {
    layout,
    byNumber: new Map(inOrder.map((field) => [field.number, field])),
    byName: new Map(inOrder.map((field) => [field.name, field])),
    inOrder,
    required: inOrder.filter(({ required }) => required).length,
  };
  known.set(layout, fields);
  return fields;
}

/** The fields of the messages that a field holds. */
export function fieldsIn(field: NestedField): Fields {
  field.fields ??= fieldsOf(field.layout.message());
  return field.fields;
}

function wireField(layout: FieldLayout, index: number): WireField {
  const { name, number, type } = layout;
  const wire = wireType(type);
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
    packable: repeated && wire !== 2,
    most: MOST[type] ?? -1,
    names: namesOf(layout),
    fields: undefined,
    follower: undefined,
    // The layout and its type belong together.
  } as WireField;
}

const MOST: Readonly<Partial<Record<FieldLayout["type"], number>>> = {
  int32: 0x7fffffff,
  uint32: 0xffffffff,
  int64: Number.MAX_SAFE_INTEGER,
  uint64: Number.MAX_SAFE_INTEGER,
};

function namesOf(layout: FieldLayout): ReadonlyMap<number, string> {
  if (layout.type !== "enum") return new Map();
  return new Map(
    Object.entries(layout.values)
      .map(([name, number]): [number, string] => [number, name])
      .reverse(),
  );
}

function wireType(type: FieldLayout["type"]): number {
  switch (type) {
    case "string":
    case "bytes":
    case "message":
      return 2;
    case "double":
    case "fixed64":
    case "sfixed64":
      return 1;
    case "float":
    case "fixed32":
    case "sfixed32":
      return 5;
    default:
      return 0;
  }
}
