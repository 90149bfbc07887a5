import type { Scalar } from "../model/model.ts";

/*
 * Protobuf's wire, for samples alone: that it is written a second time, and otherwise than in the runtime, is its point.
 */

export type Bytes = readonly number[];

/** A value on the wire: the wire type, and the bytes behind the tag. */
export interface WireValue {
  readonly wire: number;
  readonly bytes: Bytes;
}

export function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, value);
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

/** The bytes of an integer, the lowest first. */
export function integer(value: bigint, size: number): Bytes {
  return Array.from({ length: size }, (_, i) => Number(BigInt.asUintN(64, value >> BigInt(8 * i)) & 0xffn));
}

/** Bytes with their length before them. */
export function sized(bytes: Bytes): WireValue {
  return { wire: 2, bytes: [...varint(BigInt(bytes.length)), ...bytes] };
}

export function tagged(number: number, { wire, bytes }: WireValue): Bytes {
  return [...varint(BigInt(number * 8 + wire)), ...bytes];
}

/** A sample of a scalar, near the end of its range; or `given`, where a value matters. */
export function scalar(type: Scalar, given?: bigint): WireValue {
  switch (type) {
    case "double":
      return { wire: 1, bytes: [0, 0, 0, 0, 0, 0, 0xf8, 0xbf] }; // -1.5
    case "float":
      return { wire: 5, bytes: [0, 0, 0xc0, 0xbf] };
    case "string":
      return sized([...Buffer.from("Größe \u{1f9ca}")]);
    case "bytes":
      return sized([0x00, 0xff, 0x80]);
    case "bool":
      return { wire: 0, bytes: varint(given ?? 1n) };
    default:
      return number(type, given);
  }
}

function number(type: Scalar, given: bigint | undefined): WireValue {
  const bits = type.endsWith("64") ? 64 : 32;
  const signed = !/^u|^fixed/.test(type);
  const value = given ?? (signed ? -(2n ** BigInt(bits - 1)) : 2n ** BigInt(bits) - 1n);
  if (type.includes("fixed")) return { wire: bits === 64 ? 1 : 5, bytes: integer(value, bits / 8) };
  // A zigzag: 0, -1, 1, -2 …
  return { wire: 0, bytes: varint(type.startsWith("s") ? (value < 0n ? -2n * value - 1n : 2n * value) : value) };
}
