// Copied by critgen 0.1.0 from its runtime: do not edit.

import { createReader, LOW, type Reader, renewBudget } from "../wire/reader.ts";
import type { ImageDescriptor } from "./descriptor.ts";
import { type ReadOptions, readFrame, readFraming } from "./framing.ts";
import { passOver } from "./image.ts";

/** An image opened for reading into columns; the reader is at the first entry. */
export interface ColumnSource<First> {
  readonly r: Reader;
  readonly first?: First;
  /** Number of entries. */
  readonly length: number;
}

/**
 * Opens an image and counts its entries, so that each column is allocated once, at its exact length.
 *
 * @throws {ImageError} the errors of reading the framing, the first message or a frame
 */
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
    // The remaining bytes are not a whole entry: this throws the reason.
    if (r.pos < r.bytes.length) readFrame(r);
  } catch (problem) {
    passOver(problem, options);
  }
  r.pos = start;
  return first === undefined ? { r, length } : { r, first, length };
}

/** Skips the frames of all whole entries and returns their number. */
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

/** Moves to entry `index`, whose frame begins at `start`, and returns the end of the entry. */
export function openEntry(r: Reader, start: number, index: number): number {
  r.entry = index;
  r.pos = start;
  renewBudget(r);
  return readFrame(r);
}

/** Views a column as 32-bit words; a 64-bit element has two. */
export function wordsOf(column: Int32Array | BigInt64Array | BigUint64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.byteLength / 4);
}

/*
 * The `take` functions store the varint at `pos` in element `index` of a column, without a reader and without bigints.
 * They return the position after it, or a position beyond all bytes if the varint is invalid.
 */

/** Stores the low 32 bits of a varint. */
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

/** Stores a 64-bit varint: four bytes for the low word, one for both words, and up to five for the high word. */
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

/** Stores a boolean of one byte. */
export function takeBool(bytes: Uint8Array, pos: number, column: Uint8Array, index: number): number {
  const byte = bytes[pos] ?? 2;
  column[index] = byte;
  return byte < 2 ? pos + 1 : bytes.length + 1;
}

/**
 * Stores an entry's fields in element `index` of their columns; returns a bit set of present fields, bit 0 for the
 * first column.
 */
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
