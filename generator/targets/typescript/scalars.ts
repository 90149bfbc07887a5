import type { Scalar } from "../../model/model.ts";

/** A scalar in TypeScript. */
interface ScalarSpelling {
  readonly type: "number" | "bigint" | "boolean" | "string" | "Uint8Array";
  /** Suffix of the runtime's `read` and `write` functions. */
  readonly suffix: string;
  /** Typed array of its values, if it is a number. */
  readonly array: string | undefined;
}

const spelling = (type: ScalarSpelling["type"], suffix: string, array?: string): ScalarSpelling => {
  return { type, suffix, array };
};

export const SCALARS: Readonly<Record<Scalar, ScalarSpelling>> = {
  double: spelling("number", "Double", "Float64Array"),
  float: spelling("number", "Float", "Float32Array"),
  int32: spelling("number", "Int32", "Int32Array"),
  int64: spelling("bigint", "Int64", "BigInt64Array"),
  uint32: spelling("number", "Uint32", "Uint32Array"),
  uint64: spelling("bigint", "Uint64", "BigUint64Array"),
  sint32: spelling("number", "Sint32", "Int32Array"),
  sint64: spelling("bigint", "Sint64", "BigInt64Array"),
  fixed32: spelling("number", "Fixed32", "Uint32Array"),
  fixed64: spelling("bigint", "Fixed64", "BigUint64Array"),
  sfixed32: spelling("number", "Sfixed32", "Int32Array"),
  sfixed64: spelling("bigint", "Sfixed64", "BigInt64Array"),
  bool: spelling("boolean", "Bool", "Uint8Array"),
  string: spelling("string", "String"),
  bytes: spelling("Uint8Array", "Bytes"),
};

/** Zero of each type, as a map has it for an absent key or value. */
export const ZEROS: Readonly<Record<ScalarSpelling["type"], string>> = {
  number: "0",
  bigint: "0n",
  boolean: "false",
  string: '""',
  Uint8Array: "new Uint8Array()",
};
