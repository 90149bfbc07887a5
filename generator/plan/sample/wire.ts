import type { Scalar } from "../../model/model.ts";
import { utf8 } from "../../text/bytes.ts";

/*
 * Protobuf's wire format, only for samples. It is written independently of the runtime on purpose, to check it.
 */

export type Bytes = readonly number[];

/** Bytes in pieces: a field, a word or a part each, so that a change of the schema changes few of them. */
export type Pieces = readonly Bytes[];

/** A value on the wire: its wire type, and the bytes after the tag in at least one piece. */
export interface WireValue {
  readonly wire: number;
  readonly pieces: Pieces;
}

export function sizeOf(pieces: Pieces): number {
  return pieces.reduce((size, piece) => size + piece.length, 0);
}

export function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, value);
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

/** Encodes an integer, lowest byte first. */
export function integer(value: bigint, size: number): Bytes {
  return Array.from({ length: size }, (_, i) => Number(BigInt.asUintN(64, value >> BigInt(8 * i)) & 0xffn));
}

/** Prefixes pieces with their length. */
export function sized(pieces: Pieces): WireValue {
  return { wire: 2, pieces: [varint(BigInt(sizeOf(pieces))), ...pieces] };
}

/** Prefixes bytes with their length, as one piece. */
export function run(bytes: Bytes): WireValue {
  return { wire: 2, pieces: [[...varint(BigInt(bytes.length)), ...bytes]] };
}

export function tagged(number: number, { wire, pieces: [first = [], ...more] }: WireValue): Pieces {
  return [[...varint(BigInt(number * 8 + wire)), ...first], ...more];
}

/** Returns a sample of a scalar near the end of its range, or `given`. */
export function scalar(type: Scalar, given?: bigint): WireValue {
  switch (type) {
    case "double":
      return { wire: 1, pieces: [[0, 0, 0, 0, 0, 0, 0xf8, 0xbf]] }; // -1.5
    case "float":
      return { wire: 5, pieces: [[0, 0, 0xc0, 0xbf]] };
    case "string":
      return run([...utf8("Größe \u{1f9ca}")]);
    case "bytes":
      return run([0x00, 0xff, 0x80]);
    case "bool":
      return { wire: 0, pieces: [varint(given ?? 1n)] };
    default:
      return number(type, given);
  }
}

function number(type: Scalar, given: bigint | undefined): WireValue {
  const bits = type.endsWith("64") ? 64 : 32;
  const signed = !/^u|^fixed/.test(type);
  const value = given ?? (signed ? -(2n ** BigInt(bits - 1)) : 2n ** BigInt(bits) - 1n);
  if (type.includes("fixed")) return { wire: bits === 64 ? 1 : 5, pieces: [integer(value, bits / 8)] };
  // Zigzag order: 0, -1, 1, -2 …
  const zigzag = value < 0n ? -2n * value - 1n : 2n * value;
  return { wire: 0, pieces: [varint(type.startsWith("s") ? zigzag : value)] };
}
