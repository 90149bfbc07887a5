/*
 * Protobuf's wire format, read without throwing: a broken value is marked as such, and has the size of its existing
 * bytes.
 */

/** The bytes of a file. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Byte order of integers outside of protobuf. */
  readonly littleEndian: boolean;
}

export function sourceOf(bytes: Uint8Array, littleEndian: boolean): Source {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), littleEndian };
}

/** A varint as it is encoded. */
export interface Varint {
  /** All 64 bits; the existing ones if it is broken. */
  readonly value: bigint;
  /** Lower half, unsigned: tags, lengths and 32-bit types use no more. */
  readonly low: number;
  readonly size: number;
  readonly broken?: "cut" | "endless";
  /** Whether it has superfluous bytes. */
  readonly overlong: boolean;
}

const LONGEST = 10;

/** Reads the varint at `pos`, all of whose bytes are before `end`. */
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

/** Describes an incomplete varint. */
export function brokenText({ broken, size }: Varint): string {
  return broken === "endless"
    ? "more than 10 bytes: the number does not end"
    : `the bytes end inside a number (${size})`;
}

/** A tag, as it is encoded. */
export interface Tag {
  readonly number: number;
  readonly wire: number;
  /** Number and wire type in one, as field layouts have it. */
  readonly tag: number;
  readonly size: number;
  readonly varint: Varint;
}

export function tagAt(source: Source, pos: number, end: number): Tag {
  const read = varintAt(source, pos, end);
  return { number: read.low >>> 3, wire: read.low & 7, tag: read.low, size: read.size, varint: read };
}
