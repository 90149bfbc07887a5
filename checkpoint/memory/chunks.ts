import { type Bytes, readInto } from "../bytes/bytes.ts";
import type { Piece } from "./address-space.ts";
import type { Memory } from "./memory.ts";

/** A chunk of readable memory. */
export interface MemoryChunk {
  readonly address: bigint;
  /** The bytes; they are valid until the next chunk is asked for. */
  readonly bytes: Uint8Array;
  /** Whether it follows the chunk before it, without a gap. */
  readonly continues: boolean;
}

/** Size of a chunk, in bytes. */
const CHUNK = 1 << 18;

/** Number of zeros of untouched memory that count as its first and its last bytes: areas can have terabytes of them. */
const EDGE = 1 << 16;

/** Number of files that are read ahead: those of a chain of dumps. */
const FILES = 4;

const ZEROS = new Uint8Array(2 * EDGE);

type Part = Omit<MemoryChunk, "continues">;

/** Reads memory in chunks of up to 256 KiB, without what cannot be read and the inner part of long untouched ranges. */
export async function* memoryChunks(memory: Memory, start: bigint, end: bigint): AsyncGenerator<MemoryChunk> {
  const files = new ReadFiles();
  let last = -1n;
  for await (const piece of memory.pieces(start, end)) {
    for await (const { address, bytes } of chunksIn(piece, files)) {
      yield { address, bytes, continues: address === last };
      last = address + BigInt(bytes.length);
    }
  }
}

async function* chunksIn({ start, end, source }: Piece, files: ReadFiles): AsyncGenerator<Part> {
  if (source.kind === "zeros") yield* zerosIn(start, end);
  if (source.kind !== "pages") return;
  const size = Number(end - start);
  const file = files.of(source.bytes);
  for (let at = 0; at < size; ) {
    const bytes = await file.read(source.offset + at, source.offset + size);
    // A file that became shorter meanwhile.
    if (bytes.length === 0) return;
    yield { address: start + BigInt(at), bytes };
    at += bytes.length;
  }
}

function* zerosIn(start: bigint, end: bigint): Generator<Part> {
  const size = end - start;
  if (size <= 2 * EDGE) {
    yield { address: start, bytes: ZEROS.subarray(0, Number(size)) };
    return;
  }
  const bytes = ZEROS.subarray(0, EDGE);
  yield { address: start, bytes };
  yield { address: end - BigInt(EDGE), bytes };
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

/** A file that is read in steps of 256 KiB into one buffer: short runs need no request of their own. */
class AheadFile {
  readonly buffer: Uint8Array;
  readonly #bytes: Bytes;
  #start = 0;
  #end = 0;

  constructor(bytes: Bytes, buffer: Uint8Array) {
    this.#bytes = bytes;
    this.buffer = buffer;
  }

  /** Reads a part of a range, from its start on: what is in the buffer, or else as much as fits into it. */
  async read(from: number, to: number): Promise<Uint8Array> {
    if (from < this.#start || from >= this.#end) {
      this.#start = from;
      this.#end = from + (await readInto(this.#bytes, this.buffer, from));
    }
    return this.buffer.subarray(from - this.#start, Math.min(to, this.#end) - this.#start);
  }
}
