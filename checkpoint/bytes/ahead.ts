import { type Bytes, readInto } from "./bytes.ts";

/** Reads ahead of small ranges, `size` bytes at a time: neighbours need no request of their own. */
export function readingAhead(bytes: Bytes, size: number): Bytes {
  let start = 0;
  let held: Uint8Array = new Uint8Array();
  return {
    size: bytes.size,
    async read(from, to) {
      if (to - from > size) return bytes.read(from, to);
      if (from < start || to > start + held.length) {
        held = await bytes.read(from, from + size);
        start = from;
      }
      return held.subarray(from - start, to - start);
    },
    readInto: (target, from) => readInto(bytes, target, from),
  };
}
