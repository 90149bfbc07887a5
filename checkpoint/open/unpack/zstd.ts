/// <reference path="./libraries.d.ts" />
import { ZSTDDecoder } from "zstddec/stream";
import type { Unpack } from "./unpackers.ts";
import { inFrames } from "./zstd-frames.ts";

/** An empty frame that decoders skip. It makes the library return all that it has unpacked. */
const LAST = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0);

/** Unpacks zstd by zstd's own code, compiled to WebAssembly. */
export const unpackZstd: Unpack = (packed, window) => inFrames(packed, window, unpackFrames);

/** Unpacks whole frames. The library asks for input synchronously: each step provides one chunk before it. */
async function* unpackFrames(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const input = new Input(frames);
  const unpacked = decoder.decodeStreaming(input);
  try {
    for (let [idle, taken] = [0, 0]; ; taken = input.taken) {
      await input.fill();
      const { done, value } = unpacked.next();
      if (done) return;
      idle = value.length === 0 && taken === input.taken ? idle + 1 : 0;
      // After an error the library neither reads nor unpacks.
      if (idle === STUCK) throw new Error("the data is not valid");
      if (value.length > 0) yield value;
    }
  } finally {
    input.end();
    release(unpacked);
  }
}

/** Number of empty results in a row that mean that the library is stuck. */
const STUCK = 3;

/** Lets the library free its memory, which it does only when its input ends. After an error it is stuck, and keeps it. */
function release(unpacked: Generator<Uint8Array>): void {
  try {
    for (let idle = 0; idle < STUCK; ) {
      const { done, value } = unpacked.next();
      if (done) return;
      idle = value.length === 0 ? idle + 1 : 0;
    }
  } catch {
    // The input ended too early, as intended.
  }
}

/** Chunks from an asynchronous source, one at a time. */
class Input implements Iterable<Uint8Array> {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #next: Uint8Array | undefined;
  /** Number of chunks that the library has taken. */
  taken = 0;
  #isEnded = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Provides a chunk, if the library has taken the last one. */
  async fill(): Promise<void> {
    if (this.#next !== undefined || this.#isEnded) return;
    const { done, value } = await this.#chunks.next();
    this.#isEnded = done === true;
    this.#next = done ? LAST : value;
  }

  end(): void {
    this.#next = undefined;
    this.#isEnded = true;
    void this.#chunks.return?.();
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (let chunk = this.#take(); chunk !== undefined; chunk = this.#take()) yield chunk;
  }

  #take(): Uint8Array | undefined {
    const chunk = this.#next;
    this.#next = undefined;
    this.taken++;
    return chunk;
  }
}
