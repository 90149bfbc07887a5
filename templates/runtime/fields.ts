import type { FieldLayout, MessageLayout } from "./layout.ts";

/** A field as the wire has it, looked up by number or name. */
export interface WireField {
  readonly layout: FieldLayout;
  readonly number: number;
  /** Its place among the message's fields. */
  readonly index: number;
  /** The wire type of one value, and the tag before it. */
  readonly wire: number;
  readonly tag: number;
  readonly repeated: boolean;
  /** Whether a list of it can stand as one packed value. */
  readonly packable: boolean;
  /** The names of an enum's numbers; the first where one has several. */
  readonly names: ReadonlyMap<number, string>;
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
    byName: new Map(inOrder.map((field) => [field.layout.name, field])),
    inOrder,
    required: layout.fields.filter(({ label }) => label === "required").length,
  };
  known.set(layout, fields);
  return fields;
}

function wireField(layout: FieldLayout, index: number): WireField {
  const wire = wireType(layout.type);
  const repeated = layout.label === "repeated";
  const { number } = layout;
  const packable = repeated && wire !== 2;
  return { layout, number, index, wire, tag: number * 8 + wire, repeated, packable, names: namesOf(layout) };
}

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
