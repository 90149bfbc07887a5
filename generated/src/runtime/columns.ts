// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { ImageDescriptor } from "./descriptor.ts";
import { type ReadOptions, readFrame, readFraming } from "./framing.ts";
import { passOver } from "./image.ts";
import { createReader, halves, LOW, type Reader, readError, readHalves } from "./reader.ts";

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
  let length = 0;
  try {
    for (; r.pos < r.bytes.length; length++) {
      r.entry = length;
      r.pos = readFrame(r);
    }
  } catch (problem) {
    passOver(problem, options);
  }
  r.pos = start;
  return first === undefined ? { r, length } : { r, first, length };
}

/** The 32-bit halves of a column of 64-bit elements. */
export function halvesOf(column: BigUint64Array | BigInt64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, 2 * column.length);
}

/** Reads a varint of 64 bits into element `index` of a column, without making a bigint of it. */
export function putVarint64(r: Reader, column: Uint32Array, index: number, field: string): void {
  readHalves(r, field);
  column[2 * index + LOW] = halves[LOW] ?? 0;
  column[2 * index + 1 - LOW] = halves[1 - LOW] ?? 0;
}

/** Ends an entry: its fields must end where it does, and the required ones must have been there. */
export function closeEntry(r: Reader, end: number, present: number, required: number, names: readonly string[]): void {
  if (r.pos !== end) throw readError(r, "overrun", "a field reaches past the end of its message");
  if ((present & required) === required) return;
  const field = names.find((_, i) => ((required & ~present) >>> i) & 1) ?? "";
  throw readError(r, "missing-field", "a required field is not there", { field });
}
