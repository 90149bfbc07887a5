import type { Scalar } from "../../model/model.ts";

/** Encoding of a scalar on the wire, and its type in TypeScript. */
export interface ScalarPlan {
  readonly ts: "number" | "bigint" | "boolean" | "string" | "Uint8Array";
  /** Wire type: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 5;
  /** Suffix of the runtime's `read` and `write` functions. */
  readonly suffix: string;
}

const plan = (ts: ScalarPlan["ts"], wire: ScalarPlan["wire"], suffix: string): ScalarPlan => ({ ts, wire, suffix });

export const SCALARS: Readonly<Record<Scalar, ScalarPlan>> = {
  double: plan("number", 1, "Double"),
  float: plan("number", 5, "Float"),
  int32: plan("number", 0, "Int32"),
  int64: plan("bigint", 0, "Int64"),
  uint32: plan("number", 0, "Uint32"),
  uint64: plan("bigint", 0, "Uint64"),
  sint32: plan("number", 0, "Sint32"),
  sint64: plan("bigint", 0, "Sint64"),
  fixed32: plan("number", 5, "Fixed32"),
  fixed64: plan("bigint", 1, "Fixed64"),
  sfixed32: plan("number", 5, "Sfixed32"),
  sfixed64: plan("bigint", 1, "Sfixed64"),
  bool: plan("boolean", 0, "Bool"),
  string: plan("string", 2, "String"),
  bytes: plan("Uint8Array", 2, "Bytes"),
};
