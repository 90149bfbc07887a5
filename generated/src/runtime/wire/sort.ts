// Copied by critgen 0.1.0 from its runtime: do not edit.

import { createReader, LOW } from "./reader.ts";
import { passField } from "./walk.ts";

const numberIn = (tag: number): number => tag >>> 3;

/**
 * Copies the fields of a message into `into`, sorted by the rank of their tags, by default the field number; fields of
 * the same rank keep their order. A message can have half as many fields as bytes, so no object is made for a field:
 * they are sorted as 64-bit integers, with the field's rank above its position.
 */
export function sortFields(
  bytes: Uint8Array,
  image: string,
  into: Uint8Array,
  rank: (tag: number) => number = numberIn,
): void {
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
  let size = 0;
  for (let i = 0; i < count; i++) {
    const start = all[2 * i + LOW] ?? 0;
    r.pos = start;
    passField(r);
    for (let pos = start; pos < r.pos; pos++) into[size++] = bytes[pos] ?? 0;
  }
}
