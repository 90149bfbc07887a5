import type { Field, FieldType, MapType, Message, Model } from "../model/model.ts";
import { messageNamed } from "../model/walk.ts";
import { type Bytes, scalar, sized, tagged, varint, type WireValue } from "./wire.ts";

/** Values that fields must have, by their names: lengths of what follows, conditions. */
export type Fixed = ReadonlyMap<string, bigint>;

/** Optional messages nest this deep in a sample, and no deeper. */
const DEPTH = 3;
/** Required ones that go on and on cannot be written at all. */
const TOO_DEEP = 50;

/** A message with a value in every field, two in each list, as bytes; nothing where it can never end. */
export function sampleMessage(model: Model, name: string, fixed: Fixed = new Map(), depth = 0): Bytes | undefined {
  const message = messageNamed(model, name);
  if (message === undefined || depth > TOO_DEEP) return undefined;
  const bytes: number[] = [];
  for (const field of fieldsOf(message, depth)) {
    const written = sampleField(model, field, fixed.get(field.name), depth);
    if (written !== undefined) bytes.push(...written);
    else if (field.label === "required") return undefined;
  }
  return bytes;
}

/** The fields that a sample has: of a oneof, the first. */
function fieldsOf({ fields }: Message, depth: number): readonly Field[] {
  const ofOneof = (field: Field): boolean => fields.find(({ oneof }) => oneof === field.oneof) === field;
  return fields.filter(
    (field) =>
      (field.oneof === undefined || ofOneof(field)) &&
      (field.label === "required" || depth < DEPTH || field.type.kind === "scalar"),
  );
}

function sampleField(model: Model, field: Field, fixed: bigint | undefined, depth: number): Bytes | undefined {
  const { number, type, label, packed } = field;
  if (type.kind === "map") return sampleMap(model, number, type, depth);
  const value = sampleValue(model, type, fixed, depth);
  if (value === undefined) return undefined;
  if (label !== "repeated") return tagged(number, value);
  if (packed && value.wire !== 2) return tagged(number, sized([...value.bytes, ...value.bytes]));
  return [...tagged(number, value), ...tagged(number, value)];
}

function sampleMap(model: Model, number: number, { key, value }: MapType, depth: number): Bytes | undefined {
  const inner = sampleValue(model, value, undefined, depth);
  return inner && tagged(number, sized([...tagged(1, scalar(key)), ...tagged(2, inner)]));
}

function sampleValue(
  model: Model,
  type: Exclude<FieldType, MapType>,
  fixed: bigint | undefined,
  depth: number,
): WireValue | undefined {
  if (type.kind === "scalar") return scalar(type.scalar, fixed);
  if (type.kind === "enum") {
    const [value] = model.enums.find(({ name }) => name === type.name)?.values ?? [];
    return { wire: 0, bytes: varint(BigInt(value?.number ?? 0)) };
  }
  const bytes = sampleMessage(model, type.name, undefined, depth + 1);
  return bytes && sized(bytes);
}
