import { createReader, LOW, type Reader, readUint32 } from "./reader.ts";
import { skipUnknown } from "./unknown.ts";

/*
 * The fields of a message in the order of their numbers. There can be half as many of them as the message has bytes, so
 * no object is made for any: they are sorted as numbers of 64 bits, the field's number above its place.
 */

/** The fields of a message: their numbers, and where their tags begin, in turn. */
export type Occurrences = Uint32Array;

/** The fields of a message by their numbers, and those of one number as they stand. */
export function inOrder(bytes: Uint8Array, image: string): Occurrences {
  const r = createReader(bytes, image);
  let count = 0;
  for (; r.pos < r.end; count++) passField(r);
  const all = new Uint32Array(2 * count);
  r.pos = 0;
  for (let i = 0; r.pos < r.end; i += 2) {
    all[i + LOW] = r.pos;
    all[i + 1 - LOW] = passField(r);
  }
  new BigUint64Array(all.buffer).sort();
  return all;
}

/** The number of field `i`. */
export function numberAt(all: Occurrences, i: number): number {
  return all[2 * i + 1 - LOW] ?? 0;
}

/** Where the tag of field `i` begins. */
export function placeAt(all: Occurrences, i: number): number {
  return all[2 * i + LOW] ?? 0;
}

/** Moves past a field and returns its number. */
export function passField(r: Reader): number {
  const start = r.pos;
  const tag = readUint32(r);
  skipUnknown(r, tag, start);
  return tag >>> 3;
}
