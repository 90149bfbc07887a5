import { createReader, LOW } from "./reader.ts";
import { passField } from "./walk.ts";

/*
 * Fields of a message sorted by number. A message can have half as many fields as bytes, so no object is made for a
 * field:
 * they are sorted as 64-bit integers, with the field's rank above its position.
 */

/** Pairs of a field's rank and the position of its tag; `LOW` decides their order. */
export type Occurrences = Uint32Array;

/**
 * Sorts the fields of a message by the rank of their tags, by default the field number; fields of the same rank keep
 * their order.
 */
export function inOrder(bytes: Uint8Array, image: string, rank: (tag: number) => number = numberIn): Occurrences {
  const r = createReader(bytes, image);
  let count = 0;
  for (; r.pos < r.end; count++) passField(r);
  const all = new Uint32Array(2 * count);
  r.pos = 0;
  for (let i = 0; r.pos < r.end; i += 2) {
    all[i + LOW] = r.pos;
    all[i + 1 - LOW] = rank(passField(r));
  }
  new BigUint64Array(all.buffer).sort();
  return all;
}

const numberIn = (tag: number): number => tag >>> 3;

/** Returns the rank of field `i`. */
export function rankAt(all: Occurrences, i: number): number {
  return all[2 * i + 1 - LOW] ?? 0;
}

/** Returns the position of field `i`'s tag. */
export function placeAt(all: Occurrences, i: number): number {
  return all[2 * i + LOW] ?? 0;
}
