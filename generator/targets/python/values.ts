import type { Scalar } from "../../model/model.ts";
import type { ValuePlan } from "../../plan/types.ts";

/** Python's type of each scalar. */
export const TYPES: Readonly<Record<Scalar, string>> = {
  double: "float",
  float: "float",
  int32: "int",
  int64: "int",
  uint32: "int",
  uint64: "int",
  sint32: "int",
  sint64: "int",
  fixed32: "int",
  fixed64: "int",
  sfixed32: "int",
  sfixed64: "int",
  bool: "bool",
  string: "str",
  bytes: "bytes",
};

/** Scalars whose varint of one byte is the value itself, so that readers need no call for it. */
const PLAIN: ReadonlySet<Scalar> = new Set(["uint32", "uint64", "int32", "int64"]);

/** A value without a message: its kind in a layout, and whether one byte is the value itself. */
export interface ScalarView {
  readonly kind: string;
  readonly isPlain: boolean;
}

/** Returns how a value that is no message is read and written: an enum's as its number. */
export function scalarView(plan: Exclude<ValuePlan, { readonly kind: "message" }>): ScalarView {
  const kind = plan.kind === "enum" ? "int32" : plan.scalar;
  return { kind, isPlain: PLAIN.has(kind) };
}

/** Returns the bytes of a text with a character for each. */
export function readBytes(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

/** Returns the bytes of a varint of up to 32 bits. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 0x80);
  return [...bytes, rest];
}
