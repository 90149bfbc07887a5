import { type Dice, once, pick } from "./dice.ts";

/* Appends bytes, words, varints and hostile sizes to a list of bytes. */

/** Bytes under construction. */
export type Sink = number[];

export function put(sink: Sink, bytes: Iterable<number>): void {
  for (const byte of bytes) sink.push(byte);
}

export function putWord(sink: Sink, word: number, littleEndian: boolean): void {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  put(sink, littleEndian ? bytes : bytes.reverse());
}

/** Writes a varint in its shortest form or, one time in `odd`, in a longer form. */
export function putVarint(sink: Sink, value: bigint, dice: Dice, odd: number): void {
  let rest = BigInt.asUintN(64, value);
  const start = sink.length;
  while (rest > 0x7fn) {
    sink.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  sink.push(Number(rest));
  if (!once(dice, odd)) return;
  // Up to twelve bytes; readers accept at most ten.
  for (let more = dice(13 - (sink.length - start)); more > 0; more--) {
    sink[sink.length - 1] = (sink.at(-1) ?? 0) | 0x80;
    sink.push(0);
  }
}

/** Boundary values of integer types. */
const EDGES = [
  0n,
  1n,
  2n,
  127n,
  128n,
  0x7fffn,
  0xffffn,
  0x10000n,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  (1n << 53n) - 1n,
  1n << 53n,
  (1n << 63n) - 1n,
  1n << 63n,
  (1n << 64n) - 1n,
] as const;

export function anyNumber(dice: Dice): bigint {
  const way = dice(4);
  if (way === 0) return pick(dice, EDGES);
  if (way === 1) return BigInt(dice(0x1_0000)) << BigInt(dice(49));
  return BigInt(dice(way === 2 ? 8 : 300));
}

/** Returns a wrong size for `size` bytes: slightly wrong, far too large, or 0. */
export function hostileSize(dice: Dice, size: number): number {
  return (
    pick(dice, [0, 1, size - 1, size + 1, 2 * size, size + 4, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff]) >>> 0
  );
}
