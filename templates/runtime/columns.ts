import type { ImageDescriptor } from "./descriptor.ts";
import { type ReadOptions, readFrame, readFraming } from "./framing.ts";
import { passOver } from "./image.ts";
import { createReader, LOW, type Reader, renewBudget } from "./reader.ts";

/** An image opened for reading into columns: its reader stands at the first entry. */
export interface ColumnSource<First> {
  readonly r: Reader;
  readonly first?: First;
  /** How many entries there are. */
  readonly length: number;
}

/** Opens an image and counts its entries, so that the columns can be as long as they must be and no longer. */
export function openColumns<First>(
  descriptor: ImageDescriptor,
  bytes: Uint8Array,
  options: ReadOptions | undefined,
  readFirst?: (r: Reader, end: number) => First,
): ColumnSource<First> {
  const r = createReader(bytes, descriptor.image, options);
  readFraming(r, descriptor, options);
  const first = readFirst === undefined || r.pos === r.bytes.length ? undefined : readFirst(r, readFrame(r));
  const start = r.pos;
  const length = passFrames(r);
  r.entry = length;
  try {
    // What is left is no whole entry: this says why.
    if (r.pos < r.bytes.length) readFrame(r);
  } catch (problem) {
    passOver(problem, options);
  }
  r.pos = start;
  return first === undefined ? { r, length } : { r, first, length };
}

/** Moves behind the whole entries that follow, and returns how many they are. */
function passFrames(r: Reader): number {
  const { view, littleEndian, maxSize } = r;
  const size = r.bytes.length;
  let { pos } = r;
  let count = 0;
  while (pos + 4 <= size) {
    const entrySize = view.getUint32(pos, littleEndian);
    if (entrySize > maxSize || entrySize > size - pos - 4) break;
    pos += 4 + entrySize;
    count++;
  }
  r.pos = pos;
  return count;
}

/** Moves to entry `index`, whose frame begins at `start`, and returns where the entry ends. */
export function openEntry(r: Reader, start: number, index: number): number {
  r.entry = index;
  r.pos = start;
  renewBudget(r);
  return readFrame(r);
}

/** A column's memory as words of 32 bits: one of 64-bit elements has two for each. */
export function wordsOf(column: Int32Array | BigInt64Array | BigUint64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.byteLength / 4);
}

/*
 * These put the varint at `pos` into element `index` of a column, without a reader and without bigints, and return
 * where it ends: behind all bytes if it is no number as it should be.
 */

/** A varint of which 32 bits count. */
export function take32(bytes: Uint8Array, pos: number, words: Uint32Array, index: number): number {
  let byte = bytes[pos++] ?? 0;
  let word = byte & 0x7f;
  for (let shift = 7; byte > 0x7f && shift < 70; shift += 7) {
    byte = bytes[pos++] ?? 0;
    if (shift < 32) word |= (byte & 0x7f) << shift;
  }
  words[index] = word;
  return byte > 0x7f ? bytes.length + 1 : pos;
}

/** A varint of 64 bits: four bytes of seven bits, the one that belongs to both words, and up to five more. */
export function take64(bytes: Uint8Array, pos: number, words: Uint32Array, index: number): number {
  let byte = bytes[pos++] ?? 0;
  let low = byte & 0x7f;
  let high = 0;
  for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
    byte = bytes[pos++] ?? 0;
    low |= (byte & 0x7f) << shift;
  }
  if (byte > 0x7f) {
    byte = bytes[pos++] ?? 0;
    low |= byte << 28;
    high = (byte & 0x7f) >> 4;
    for (let shift = 3; byte > 0x7f && shift < 32; shift += 7) {
      byte = bytes[pos++] ?? 0;
      high |= (byte & 0x7f) << shift;
    }
  }
  words[2 * index + LOW] = low;
  words[2 * index + 1 - LOW] = high;
  return byte > 0x7f ? bytes.length + 1 : pos;
}

/** True or false in one byte. */
export function takeBool(bytes: Uint8Array, pos: number, column: Uint8Array, index: number): number {
  const byte = bytes[pos] ?? 2;
  column[index] = byte;
  return byte < 2 ? pos + 1 : bytes.length + 1;
}

/** Puts an entry's fields into element `index` of their columns; returns which it has: bit 0 for the first column. */
export function putEntry(columns: object, index: number, entry: object): number {
  let present = 0;
  let bit = 1;
  for (const [name, column] of Object.entries(columns)) {
    const value: unknown = Reflect.get(entry, name);
    if (value !== undefined) {
      column[index] = typeof value === "boolean" ? Number(value) : value;
      present |= bit;
    }
    bit *= 2;
  }
  return present;
}
