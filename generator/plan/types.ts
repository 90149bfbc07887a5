import type { FieldType, MapType, Model, Scalar } from "../model/model.ts";
import { type Reference, referenceTo } from "./reference.ts";

/** Wire type: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
export type Wire = 0 | 1 | 2 | 5;

/** Type of a value, and its wire type. */
export type ValuePlan =
  | { readonly kind: "scalar"; readonly wire: Wire; readonly scalar: Scalar }
  | ({ readonly kind: "enum"; readonly wire: Wire } & Reference)
  | ({ readonly kind: "message"; readonly wire: Wire } & Reference);

/** A map: on the wire a list of entries with a key, field 1, and a value, field 2. */
export interface MapPlan {
  readonly kind: "map";
  readonly wire: Wire;
  readonly key: ValuePlan;
  readonly value: ValuePlan;
}

export type TypePlan = ValuePlan | MapPlan;

const WIRES: Readonly<Record<Scalar, Wire>> = {
  double: 1,
  float: 5,
  int32: 0,
  int64: 0,
  uint32: 0,
  uint64: 0,
  sint32: 0,
  sint64: 0,
  fixed32: 5,
  fixed64: 1,
  sfixed32: 5,
  sfixed64: 1,
  bool: 0,
  string: 2,
  bytes: 2,
};

/** Plans the type of a field. */
export function planType(model: Model, type: FieldType): TypePlan {
  if (type.kind !== "map") return planValue(model, type);
  const key = planValue(model, { kind: "scalar", scalar: type.key });
  return { kind: "map", wire: 2, key, value: planValue(model, type.value) };
}

function planValue(model: Model, type: Exclude<FieldType, MapType>): ValuePlan {
  if (type.kind === "scalar") return { kind: "scalar", wire: WIRES[type.scalar], scalar: type.scalar };
  return { kind: type.kind, wire: type.kind === "enum" ? 0 : 2, ...referenceTo(model, type.name) };
}

/** Returns the tag of a field: its number and its wire type. */
export function tagOf(number: number, { wire }: { readonly wire: Wire }): number {
  return number * 8 + wire;
}
