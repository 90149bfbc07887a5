import type { Field, Image, Message, Model, Scalar } from "./model.ts";
import { messageNamed } from "./walk.ts";

/** Largest number of fields: their presence is a non-negative 32-bit integer, a bit for each. */
const MOST = 31;

/** Array types of columns. */
const ARRAYS: Readonly<Partial<Record<Scalar, string>>> = {
  double: "Float64Array",
  float: "Float32Array",
  int32: "Int32Array",
  int64: "BigInt64Array",
  uint32: "Uint32Array",
  uint64: "BigUint64Array",
  sint32: "Int32Array",
  sint64: "BigInt64Array",
  fixed32: "Uint32Array",
  fixed64: "BigUint64Array",
  sfixed32: "Int32Array",
  sfixed64: "BigInt64Array",
  bool: "Uint8Array",
};

/**
 * Returns the entries' message of an image that can be read into columns: it is flat and numeric, without extra or
 * rest.
 */
export function flatMessage(model: Model, image: Image): Message | undefined {
  const { entries, extra, rest } = image.layout;
  const message = messageNamed(model, entries?.message);
  const isPlain = entries?.when === undefined && extra === undefined && rest === undefined;
  return message !== undefined && isPlain && isFlat(message) ? message : undefined;
}

function isFlat({ fields }: Message): boolean {
  return (
    fields.length > 0 &&
    fields.length <= MOST &&
    fields.every((f) => f.label !== "repeated" && f.oneof === undefined && arrayOf(f) !== undefined)
  );
}

/** Returns the array type for the values of a field, if there is one. */
export function arrayOf({ type }: Field): string | undefined {
  return type.kind === "enum" ? "Int32Array" : type.kind === "scalar" ? ARRAYS[type.scalar] : undefined;
}
