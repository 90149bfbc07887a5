// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ScalarType } from "./layout.ts";
import { halves, LOW, type Reader, readHalves as readBoth, truncated } from "./reader.ts";

/** Record of whether all numbers read so far are canonical. */
export interface WireNumber {
  /** Set to false when a number is not canonical; never reset. */
  canonical: boolean;
}

const low = (): number => halves[LOW] ?? 0;
const high = (): number => halves[1 - LOW] ?? 0;

/** Reads a varint into the two halves, and checks that it is canonical. */
function readHalves(n: WireNumber, r: Reader, field?: string): void {
  const start = r.pos;
  readBoth(r, field);
  const size = r.pos - start;
  const last = r.bytes[r.pos - 1] ?? 0;
  if ((last === 0 && size > 1) || (size === 10 && last > 1)) n.canonical = false;
}

/** Reads a varint of 32 bits: a tag or a length. */
export function readWordVarint(n: WireNumber, r: Reader, field?: string): number {
  const byte = r.bytes[r.pos] ?? 0;
  if (byte < 0x80 && r.pos < r.end) {
    r.pos++;
    return byte;
  }
  readHalves(n, r, field);
  if (high() !== 0) n.canonical = false;
  return low();
}

/** Reads the length of a string, bytes, a message or a packed list, and checks it against the remaining bytes. */
export function readSize(n: WireNumber, r: Reader, field: string): number {
  const start = r.pos;
  const size = readWordVarint(n, r, field);
  const left = r.end - r.pos;
  if (size > left) throw truncated(r, { field, pos: start, expected: `${size} more bytes`, found: `${left}` });
  return size;
}

/** Types that are a number on the wire. */
export type NumberType = Exclude<ScalarType, "string" | "bytes">;

/** Upper half of the NaN that is written; its other bits are 0. */
const NAN = { 4: 0x7fc00000, 8: 0x7ff80000 } as const;

/** Reports a NaN that is not canonical, because a number need not keep its bits. */
function noticeNaN(n: WireNumber, value: number, { view, pos }: Reader, size: 4 | 8): number {
  if (!Number.isNaN(value)) return value;
  const rest = size === 4 ? 0 : view.getUint32(pos - 8, true);
  if (rest !== 0 || view.getUint32(pos - 4, true) !== NAN[size]) n.canonical = false;
  return Number.NaN;
}

/** Reads a number; returns a bigint only if a double cannot hold it. Booleans are 0 or 1. */
export function readNumber(n: WireNumber, r: Reader, type: NumberType | "enum", field: string): number | bigint {
  switch (type) {
    case "double":
      return noticeNaN(n, fixed(r, 8, field).getFloat64(r.pos - 8, true), r, 8);
    case "float":
      return noticeNaN(n, fixed(r, 4, field).getFloat32(r.pos - 4, true), r, 4);
    case "fixed32":
      return fixed(r, 4, field).getUint32(r.pos - 4, true);
    case "sfixed32":
      return fixed(r, 4, field).getInt32(r.pos - 4, true);
    case "fixed64":
    case "sfixed64":
      halves[LOW] = fixed(r, 8, field).getUint32(r.pos - 8, true);
      halves[1 - LOW] = r.view.getUint32(r.pos - 4, true);
      return type === "fixed64" ? unsigned(low(), high()) : signed(low(), high());
    default:
      return readVarint(n, r, type, field);
  }
}

/** Reads a varint; most have one byte. */
function readVarint(n: WireNumber, r: Reader, type: NumberType | "enum", field: string): number | bigint {
  const byte = r.bytes[r.pos] ?? 0;
  if (byte < 0x80 && r.pos < r.end) {
    r.pos++;
    return fromVarint(n, type, byte, 0);
  }
  readHalves(n, r, field);
  return fromVarint(n, type, low(), high());
}

function fromVarint(n: WireNumber, type: NumberType | "enum", low: number, high: number): number | bigint {
  switch (type) {
    case "uint64":
      return unsigned(low, high);
    case "int64":
      return signed(low, high);
    case "sint64":
      return zigzag(low, high);
    case "bool":
      if (high !== 0 || low > 1) n.canonical = false;
      return high !== 0 || low !== 0 ? 1 : 0;
    case "int32":
    case "enum":
      if (high !== (low > 0x7fffffff ? 0xffffffff : 0)) n.canonical = false;
      return low | 0;
    case "sint32":
      if (high !== 0) n.canonical = false;
      return (low >>> 1) ^ -(low & 1);
    default:
      if (high !== 0) n.canonical = false;
      return low;
  }
}

const WORD = 0x1_0000_0000;
const EXACT = 0x20_0000; // 2^53 / 2^32: a double holds both halves if the high one is smaller

/** Combines two unsigned halves; returns a bigint only if a double cannot hold the value. */
export function unsigned(low: number, high: number): number | bigint {
  return high < EXACT ? high * WORD + low : (BigInt(high) << 32n) | BigInt(low);
}

function signed(low: number, high: number): number | bigint {
  if (high < 0x8000_0000) return unsigned(low, high);
  const top = high - WORD;
  return top >= -EXACT + 1 ? top * WORD + low : BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
}

function zigzag(low: number, high: number): number | bigint {
  if (high === 0) return low % 2 === 0 ? low / 2 : -(low + 1) / 2;
  const value = (BigInt(high) << 32n) | BigInt(low);
  return (value >> 1n) ^ -(value & 1n);
}

function fixed(r: Reader, size: 4 | 8, field: string): DataView {
  if (size > r.end - r.pos) throw truncated(r, { field });
  r.pos += size;
  return r.view;
}
