import type { Bytes } from "./bytes.ts";

/** A part of other bytes. */
export interface BytesPart {
  readonly bytes: Bytes;
  readonly from: number;
  readonly size: number;
}

/** Returns the bytes of parts, one after the other. Nothing is read yet. */
export function joinedBytes(parts: readonly BytesPart[]): Bytes {
  const starts: number[] = [];
  let size = 0;
  for (const part of parts) {
    starts.push(size);
    size += part.size;
  }
  return { size, read: (from, to) => readParts(parts, starts, Math.min(from, size), Math.min(to, size)) };
}

async function readParts(
  parts: readonly BytesPart[],
  starts: readonly number[],
  from: number,
  to: number,
): Promise<Uint8Array> {
  const all = new Uint8Array(Math.max(0, to - from));
  for (let i = lastBefore(starts, from); i < parts.length; i++) {
    const [part, start = 0] = [parts[i], starts[i]];
    if (part === undefined || start >= to) break;
    const begin = Math.max(0, from - start);
    const end = Math.min(part.size, to - start);
    if (begin >= end) continue;
    const bytes = await part.bytes.read(part.from + begin, part.from + end);
    if (bytes.length < end - begin) throw new Error(`${end - begin - bytes.length} bytes are missing in the source`);
    all.set(bytes, start + begin - from);
  }
  return all;
}

/** Finds the index of the last part that starts at or before a place. */
function lastBefore(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
