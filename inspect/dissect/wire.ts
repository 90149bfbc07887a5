/*
 * Protobuf's wire, read so that nothing is ever thrown: what is broken says so, and is as long as the bytes that it has.
 */

/** The bytes of a file. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The byte order of all numbers outside protobuf. */
  readonly littleEndian: boolean;
}

export function sourceOf(bytes: Uint8Array, littleEndian: boolean): Source {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), littleEndian };
}

/** A varint as it stands. */
export interface Varint {
  /** All 64 bits; those that are there, where it is broken. */
  readonly value: bigint;
  /** Its lower half, unsigned: all that counts for tags, lengths and types of 32 bits. */
  readonly low: number;
  readonly size: number;
  readonly broken?: "cut" | "endless";
  /** It has bytes that say nothing. */
  readonly overlong: boolean;
}

const LONGEST = 10;

/** The varint at `pos`, of which no byte is at or behind `end`. */
export function varintAt({ bytes }: Source, pos: number, end: number): Varint {
  const limit = Math.min(end, pos + LONGEST);
  let low = 0;
  let high = 0;
  for (let at = pos; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    const shift = 7 * (at - pos);
    if (shift < 32) low |= (byte & 0x7f) << shift;
    if (shift === 28) high = (byte & 0x7f) >> 4;
    else if (shift > 28) high |= (byte & 0x7f) << (shift - 32);
    if (byte < 0x80) return varint(low, high, at + 1 - pos, byte === 0 && at > pos);
  }
  return { ...varint(low, high, limit - pos, false), broken: limit - pos === LONGEST ? "endless" : "cut" };
}

function varint(low: number, high: number, size: number, overlong: boolean): Varint {
  const unsigned = low >>> 0;
  const value = high === 0 ? BigInt(unsigned) : (BigInt(high >>> 0) << 32n) | BigInt(unsigned);
  return { value, low: unsigned, size, overlong };
}

/** What is wrong with a varint that does not end. */
export function brokenText({ broken, size }: Varint): string {
  return broken === "endless"
    ? "more than 10 bytes: the number does not end"
    : `the bytes end inside a number (${size})`;
}

/** The tag of a field and, for values with a length, that length. */
export interface Tag {
  readonly number: number;
  readonly wire: number;
  /** As one number, which is what decides which field it is. */
  readonly tag: number;
  readonly size: number;
  readonly varint: Varint;
}

export function tagAt(source: Source, pos: number, end: number): Tag {
  const read = varintAt(source, pos, end);
  return { number: read.low >>> 3, wire: read.low & 7, tag: read.low, size: read.size, varint: read };
}
