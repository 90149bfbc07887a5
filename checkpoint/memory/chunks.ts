import type { Memory, Piece } from "./memory.ts";

/** A chunk of readable memory. */
export interface MemoryChunk {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** Whether it follows the chunk before it, without a gap. */
  readonly continues: boolean;
}

/** Size of a chunk, in bytes. */
const CHUNK = 1 << 20;

/** Number of zeros of untouched memory that count as its first and its last bytes: areas can have terabytes of them. */
const EDGE = 1 << 16;

/** Reads memory in chunks of up to 1 MiB, without what cannot be read and the inner part of long untouched ranges. */
export async function* memoryChunks(memory: Memory, start: bigint, end: bigint): AsyncGenerator<MemoryChunk> {
  let last = -1n;
  for await (const piece of memory.pieces(start, end)) {
    for await (const { address, bytes } of chunksIn(piece)) {
      yield { address, bytes, continues: address === last };
      last = address + BigInt(bytes.length);
    }
  }
}

async function* chunksIn({ start, end, source }: Piece): AsyncGenerator<Omit<MemoryChunk, "continues">> {
  if (source.kind === "zeros") yield* zerosIn(start, end);
  if (source.kind !== "pages") return;
  const size = Number(end - start);
  for (let at = 0; at < size; at += CHUNK) {
    const from = source.offset + at;
    yield { address: start + BigInt(at), bytes: await source.bytes.read(from, from + Math.min(CHUNK, size - at)) };
  }
}

function* zerosIn(start: bigint, end: bigint): Generator<Omit<MemoryChunk, "continues">> {
  const size = end - start;
  if (size <= 2 * EDGE) {
    yield { address: start, bytes: new Uint8Array(Number(size)) };
    return;
  }
  const bytes = new Uint8Array(EDGE);
  yield { address: start, bytes };
  yield { address: end - BigInt(EDGE), bytes };
}
