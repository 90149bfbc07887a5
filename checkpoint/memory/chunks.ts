import { AheadFiles } from "./ahead-file.ts";
import type { Memory } from "./memory.ts";

/** A chunk of readable memory. */
export interface MemoryChunk {
  readonly address: bigint;
  /** The bytes; they are valid until the next chunk is asked for. */
  readonly bytes: Uint8Array;
  /** Whether it follows the chunk before it, without a gap. */
  readonly continues: boolean;
}

/** Size of a chunk, in bytes: one that stays in the cache of a core is read faster by a half than 1 MiB. */
const CHUNK = 1 << 17;

/** Number of zeros of untouched memory that count as its first and its last bytes: areas can have terabytes of them. */
const EDGE = 1 << 16;

const ZEROS = new Uint8Array(2 * EDGE);

/** Reads memory in chunks of up to 128 KiB, without what cannot be read and the inner part of long untouched ranges. */
export async function* memoryChunks(memory: Memory, start: bigint, end: bigint): AsyncGenerator<MemoryChunk> {
  const files = new AheadFiles(CHUNK);
  let last = -1n;
  const chunk = (address: bigint, bytes: Uint8Array): MemoryChunk => {
    const continues = address === last;
    last = address + BigInt(bytes.length);
    return { address, bytes, continues };
  };
  for await (const { start: from, end: to, source } of memory.pieces(start, end)) {
    if (source.kind === "zeros") for (const [address, bytes] of zerosIn(from, to)) yield chunk(address, bytes);
    if (source.kind !== "pages") continue;
    const file = files.of(source.bytes);
    const size = Number(to - from);
    for (let at = 0; at < size; ) {
      const place = source.offset + at;
      if (!file.holds(place)) await file.load(place);
      const bytes = file.part(place, source.offset + size);
      // A file that became shorter meanwhile.
      if (bytes.length === 0) break;
      yield chunk(from + BigInt(at), bytes);
      at += bytes.length;
    }
  }
}

function* zerosIn(start: bigint, end: bigint): Generator<readonly [bigint, Uint8Array]> {
  const size = end - start;
  if (size <= 2 * EDGE) {
    yield [start, ZEROS.subarray(0, Number(size))];
    return;
  }
  const bytes = ZEROS.subarray(0, EDGE);
  yield [start, bytes];
  yield [end - BigInt(EDGE), bytes];
}
