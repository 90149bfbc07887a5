import type { Scalar } from "../../model/model.ts";

/** A scalar in Go. */
interface ScalarSpelling {
  readonly type: string;
  /** Method of the runtime's reader and writer. */
  readonly method: string;
  /** Size in a struct, in bytes. */
  readonly size: number;
}

const spelling = (type: string, method: string, size: number): ScalarSpelling => ({ type, method, size });

export const SCALARS: Readonly<Record<Scalar, ScalarSpelling>> = {
  double: spelling("float64", "double", 8),
  float: spelling("float32", "float", 4),
  int32: spelling("int32", "int32", 4),
  int64: spelling("int64", "int64", 8),
  uint32: spelling("uint32", "uint32", 4),
  uint64: spelling("uint64", "uint64", 8),
  sint32: spelling("int32", "sint32", 4),
  sint64: spelling("int64", "sint64", 8),
  fixed32: spelling("uint32", "fixed32", 4),
  fixed64: spelling("uint64", "fixed64", 8),
  sfixed32: spelling("int32", "sfixed32", 4),
  sfixed64: spelling("int64", "sfixed64", 8),
  bool: spelling("bool", "bool", 1),
  string: spelling("string", "string", 16),
  bytes: spelling("[]byte", "bytes", 24),
};

/** Sizes of a pointer and of a slice, in bytes. */
export const POINTER = 8;
export const SLICE = 24;
