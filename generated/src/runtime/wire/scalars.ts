// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ScalarType } from "./layout.ts";
import {
  type Reader,
  readBool,
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readInt32,
  readInt64,
  readSfixed32,
  readSfixed64,
  readSint32,
  readSint64,
  readUint32,
  readUint64,
  viewBytes,
} from "./reader.ts";
import {
  type Writer,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeInt32,
  writeInt64,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeUint32,
  writeUint64,
} from "./writer.ts";

/** Range of an integer type, exactly, and as doubles, which compare faster with numbers. */
export interface Range {
  readonly least: bigint;
  readonly most: bigint;
  readonly rough: readonly [least: number, most: number];
}

/** A scalar type on the wire. */
interface Scalar {
  readonly wire: 0 | 1 | 2 | 5;
  /** Copies a value from a reader to a writer, with a tag before it; tag 0 writes none. */
  readonly copy: (r: Reader, w: Writer, tag: number, name: string) => void;
}

/** An integer type on the wire. */
interface IntegerScalar extends Scalar {
  readonly range: Range;
  /** Largest number whose varint is the number itself and fits a double exactly; -1 if there is none. */
  readonly plain: number;
  /** Writes a value of the range. */
  readonly put: (w: Writer, tag: number, value: number | bigint, name: string) => void;
}

type Read<T> = (r: Reader, name: string) => T;
type Write<T> = (w: Writer, tag: number, value: T, name: string) => void;

function scalar<T>(wire: Scalar["wire"], read: Read<T>, write: Write<T>): Scalar {
  return { wire, copy: (r, w, tag, name) => write(w, tag, read(r, name), name) };
}

/** A NaN has many forms, and a number need not keep its bits: the one that is written replaces all others. */
function float(wire: 1 | 5, read: Read<number>, write: Write<number>): Scalar {
  const one: Read<number> = (r, name) => {
    const value = read(r, name);
    return Number.isNaN(value) ? Number.NaN : value;
  };
  return scalar(wire, one, write);
}

function narrow(wire: 0 | 5, range: Range, read: Read<number>, write: Write<number>, plain = -1): IntegerScalar {
  return {
    ...scalar(wire, read, write),
    range,
    plain,
    put: (w, tag, value, name) => write(w, tag, Number(value), name),
  };
}

function wide(wire: 0 | 1, range: Range, read: Read<bigint>, write: Write<bigint>, plain = -1): IntegerScalar {
  return {
    ...scalar(wire, read, write),
    range,
    plain,
    put: (w, tag, value, name) => write(w, tag, BigInt(value), name),
  };
}

/** Returns the range of integers with `bits` bits. */
export function rangeOf(bits: 16 | 32 | 64, signed: boolean): Range {
  const [least, most] = signed
    ? [-1n << BigInt(bits - 1), (1n << BigInt(bits - 1)) - 1n]
    : [0n, (1n << BigInt(bits)) - 1n];
  return { least, most, rough: [Number(least), Number(most)] };
}

const INT32: Range = /* @__PURE__ */ rangeOf(32, true);
const UINT32: Range = /* @__PURE__ */ rangeOf(32, false);
const INT64: Range = /* @__PURE__ */ rangeOf(64, true);
const UINT64: Range = /* @__PURE__ */ rangeOf(64, false);

/** Integer types; an enum is an int32 on the wire. */
export type IntegerType = Exclude<ScalarType, "bool" | "float" | "double" | "string" | "bytes"> | "enum";

export const INTEGERS: Readonly<Record<IntegerType, IntegerScalar>> = {
  int32: /* @__PURE__ */ narrow(0, INT32, readInt32, writeInt32, 0x7fffffff),
  enum: /* @__PURE__ */ narrow(0, INT32, readInt32, writeInt32),
  uint32: /* @__PURE__ */ narrow(0, UINT32, readUint32, writeUint32, 0xffffffff),
  sint32: /* @__PURE__ */ narrow(0, INT32, readSint32, writeSint32),
  fixed32: /* @__PURE__ */ narrow(5, UINT32, readFixed32, writeFixed32),
  sfixed32: /* @__PURE__ */ narrow(5, INT32, readSfixed32, writeSfixed32),
  int64: /* @__PURE__ */ wide(0, INT64, readInt64, writeInt64, Number.MAX_SAFE_INTEGER),
  uint64: /* @__PURE__ */ wide(0, UINT64, readUint64, writeUint64, Number.MAX_SAFE_INTEGER),
  sint64: /* @__PURE__ */ wide(0, INT64, readSint64, writeSint64),
  fixed64: /* @__PURE__ */ wide(1, UINT64, readFixed64, writeFixed64),
  sfixed64: /* @__PURE__ */ wide(1, INT64, readSfixed64, writeSfixed64),
};

export function isInteger(type: string): type is IntegerType {
  return Object.hasOwn(INTEGERS, type);
}

/** All scalar types. */
export const SCALARS: Readonly<Record<ScalarType | "enum", Scalar>> = {
  ...INTEGERS,
  double: /* @__PURE__ */ float(1, readDouble, writeDouble),
  float: /* @__PURE__ */ float(5, readFloat, writeFloat),
  bool: /* @__PURE__ */ scalar(0, readBool, writeBool),
  string: /* @__PURE__ */ scalar(2, viewBytes, writeBytes),
  bytes: /* @__PURE__ */ scalar(2, viewBytes, writeBytes),
};
