import { type Bytes, readInto } from "../bytes/bytes.ts";
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

/** Number of files that are read ahead: those of a chain of dumps. */
const FILES = 4;

const ZEROS = new Uint8Array(2 * EDGE);

/** Reads memory in chunks of up to 128 KiB, without what cannot be read and the inner part of long untouched ranges. */
export async function* memoryChunks(memory: Memory, start: bigint, end: bigint): AsyncGenerator<MemoryChunk> {
  const files = new ReadFiles();
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

/** Files that are read ahead, the last ones that were asked for. */
class ReadFiles {
  readonly #files = new Map<Bytes, AheadFile>();

  of(bytes: Bytes): AheadFile {
    const found = this.#files.get(bytes);
    if (found !== undefined) return found;
    const [oldest] = this.#files.keys();
    const reused = this.#files.size < FILES || oldest === undefined ? undefined : this.#files.get(oldest);
    if (reused !== undefined && oldest !== undefined) this.#files.delete(oldest);
    const file = new AheadFile(bytes, reused?.buffer ?? new Uint8Array(CHUNK));
    this.#files.set(bytes, file);
    return file;
  }
}

/** A file that is read in steps of 128 KiB into one buffer: short runs need no request of their own. */
class AheadFile {
  readonly buffer: Uint8Array;
  readonly #bytes: Bytes;
  #start = 0;
  #end = 0;

  constructor(bytes: Bytes, buffer: Uint8Array) {
    this.#bytes = bytes;
    this.buffer = buffer;
  }

  /** Returns whether the buffer has the byte at a place. */
  holds(place: number): boolean {
    return place >= this.#start && place < this.#end;
  }

  /** Fills the buffer with the bytes from a place on. */
  async load(place: number): Promise<void> {
    this.#start = place;
    this.#end = place + (await readInto(this.#bytes, this.buffer, place));
  }

  /** Returns a range as far as the buffer has it, which holds its start. */
  part(from: number, to: number): Uint8Array {
    return this.buffer.subarray(from - this.#start, Math.min(to, this.#end) - this.#start);
  }
}
