import { type Bytes, readInto } from "../bytes/bytes.ts";

/** Number of bytes that are compared at once. */
const CHUNK = 1 << 18;

/** Tells whether bytes are equal: natively in Node, four at a time in a browser. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  if (typeof Buffer !== "undefined") return Buffer.compare(a, b) === 0;
  if ((a.byteOffset | b.byteOffset | a.length) % 4 !== 0) return areEqualFrom(a, b, 0);
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  for (let i = 0; i < wordsA.length; i++) if (wordsA[i] !== wordsB[i]) return false;
  return true;
}

function areEqualFrom(a: Uint8Array, b: Uint8Array, from: number): boolean {
  for (let i = from; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4);
}

/** Returns the offset of the first byte that differs in two files; `undefined` if they are equal. */
export async function firstDifference(a: Bytes, b: Bytes, signal?: AbortSignal): Promise<number | undefined> {
  const [bufferA, bufferB] = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)];
  for (let at = 0; ; at += CHUNK) {
    signal?.throwIfAborted();
    const [sizeA, sizeB] = [await readInto(a, bufferA, at), await readInto(b, bufferB, at)];
    const size = Math.min(sizeA, sizeB);
    const [partA, partB] = [bufferA.subarray(0, size), bufferB.subarray(0, size)];
    if (!areEqual(partA, partB)) return at + partA.findIndex((byte, i) => byte !== partB[i]);
    if (sizeA !== sizeB) return at + size;
    if (size < CHUNK) return undefined;
  }
}
