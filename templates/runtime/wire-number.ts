import type { ScalarType } from "./layout.ts";
import { halves, LOW, type Reader, readHalves as readBoth, truncated } from "./reader.ts";

/** A number of the wire while it is read: 64 bits in two halves, and whether it was written as short as can be. */
export interface WireNumber {
  low: number;
  high: number;
  /** Made false where something is not written in the canonical way; never made true. */
  canonical: boolean;
}

/** Reads a varint into the two halves. */
export function readHalves(n: WireNumber, r: Reader, field?: string): void {
  const start = r.pos;
  readBoth(r, field);
  n.low = halves[LOW] ?? 0;
  n.high = halves[1 - LOW] ?? 0;
  const size = r.pos - start;
  const last = r.bytes[r.pos - 1] ?? 0;
  if ((last === 0 && size > 1) || (size === 10 && last > 1)) n.canonical = false;
}

/** A varint of 32 bits: a tag or a length. */
export function readWordVarint(n: WireNumber, r: Reader, field?: string): number {
  const byte = r.bytes[r.pos] ?? 0;
  if (byte < 0x80 && r.pos < r.end) {
    r.pos++;
    return byte;
  }
  readHalves(n, r, field);
  if (n.high !== 0) n.canonical = false;
  return n.low;
}

/** The length in front of a string, bytes, a message or a packed list, held against the bytes at hand. */
export function readSize(n: WireNumber, r: Reader, field: string): number {
  const start = r.pos;
  const size = readWordVarint(n, r, field);
  const left = r.end - r.pos;
  if (size > left) throw truncated(r, { field, pos: start, expected: `${size} more bytes`, found: `${left}` });
  return size;
}

/** What is a number on the wire, and not a run of bytes. */
export type NumberType = Exclude<ScalarType, "string" | "bytes">;

/** Reads a number: a bigint only where a double cannot hold it. Booleans are 0 or 1. */
export function readNumber(n: WireNumber, r: Reader, type: NumberType | "enum", field: string): number | bigint {
  switch (type) {
    case "double":
      return fixed(r, 8, field).getFloat64(r.pos - 8, true);
    case "float":
      return fixed(r, 4, field).getFloat32(r.pos - 4, true);
    case "fixed32":
      return fixed(r, 4, field).getUint32(r.pos - 4, true);
    case "sfixed32":
      return fixed(r, 4, field).getInt32(r.pos - 4, true);
    case "fixed64":
    case "sfixed64":
      n.low = fixed(r, 8, field).getUint32(r.pos - 8, true);
      n.high = r.view.getUint32(r.pos - 4, true);
      return type === "fixed64" ? unsigned(n) : signed(n);
    default:
      readHalves(n, r, field);
      return fromVarint(n, type);
  }
}

function fromVarint(n: WireNumber, type: NumberType | "enum"): number | bigint {
  switch (type) {
    case "uint64":
      return unsigned(n);
    case "int64":
      return signed(n);
    case "sint64":
      return zigzag(n);
    case "bool":
      if (n.high !== 0 || n.low > 1) n.canonical = false;
      return n.high !== 0 || n.low !== 0 ? 1 : 0;
    case "int32":
    case "enum":
      if (n.high !== (n.low > 0x7fffffff ? 0xffffffff : 0)) n.canonical = false;
      return n.low | 0;
    case "sint32":
      if (n.high !== 0) n.canonical = false;
      return (n.low >>> 1) ^ -(n.low & 1);
    default:
      if (n.high !== 0) n.canonical = false;
      return n.low;
  }
}

const WORD = 0x1_0000_0000;
const EXACT = 0x20_0000; // 2^53 / 2^32: below it a double holds both halves

function unsigned({ low, high }: WireNumber): number | bigint {
  return high < EXACT ? high * WORD + low : (BigInt(high) << 32n) | BigInt(low);
}

function signed(n: WireNumber): number | bigint {
  if (n.high < 0x8000_0000) return unsigned(n);
  const high = n.high - WORD;
  return high >= -EXACT + 1 ? high * WORD + n.low : BigInt.asIntN(64, (BigInt(n.high) << 32n) | BigInt(n.low));
}

function zigzag(n: WireNumber): number | bigint {
  if (n.high === 0) return n.low % 2 === 0 ? n.low / 2 : -(n.low + 1) / 2;
  const value = (BigInt(n.high) << 32n) | BigInt(n.low);
  return (value >> 1n) ^ -(value & 1n);
}

function fixed(r: Reader, size: 4 | 8, field: string): DataView {
  if (size > r.end - r.pos) throw truncated(r, { field });
  r.pos += size;
  return r.view;
}
