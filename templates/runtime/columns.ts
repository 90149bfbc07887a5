import type { ImageDescriptor } from "./descriptor.ts";
import { type ReadOptions, readFrame, readFraming } from "./framing.ts";
import { tolerated } from "./image.ts";
import { createReader, type Reader, readError, readUint64 } from "./reader.ts";

/** Which half of a 64-bit element is the low one in memory; the other machine's is 1. */
const LOW: 0 | 1 = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

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
  const r = createReader(bytes, descriptor.image, 0, options);
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
    if (!tolerated(problem, options)) throw problem;
  }
  r.pos = start;
  return first === undefined ? { r, length } : { r, first, length };
}

/** The 32-bit halves of a column of 64-bit elements. */
export function halves(column: BigUint64Array | BigInt64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, 2 * column.length);
}

/** Reads a varint of 64 bits into element `index` of a column, without making a bigint of it. */
export function putVarint64(r: Reader, column: Uint32Array, index: number, field: string): void {
  const bytes = r.bytes;
  let pos = r.pos;
  let byte = 0x80;
  let low = 0;
  let high = 0;
  for (let shift = 0; byte > 0x7f && shift < 28; shift += 7) {
    byte = bytes[pos++] ?? 0;
    low |= (byte & 0x7f) << shift;
  }
  for (let shift = 28; byte > 0x7f && shift < 70; shift += 7) {
    byte = bytes[pos++] ?? 0;
    if (shift === 28) low |= (byte & 0x0f) << 28;
    high |= shift === 28 ? (byte & 0x7f) >> 4 : (byte & 0x7f) << (shift - 32);
  }
  // Past the end, or no end: reading it once more throws the error that says so.
  if (pos > r.end || byte > 0x7f) readUint64(r, field);
  column[2 * index + LOW] = low;
  column[2 * index + 1 - LOW] = high;
  r.pos = pos;
}

/** Ends an entry: its fields must end where it does, and the required ones must have been there. */
export function closeEntry(r: Reader, end: number, present: number, required: number, names: readonly string[]): void {
  if (r.pos !== end) throw readError(r, "overrun", "a field reaches past the end of its message");
  if ((present & required) === required) return;
  const field = names.find((_, i) => ((required & ~present) >>> i) & 1) ?? "";
  throw readError(r, "missing-field", "a required field is not there", { field });
}
