import { ZSTDDecoder } from "zstddec/stream";
import { zstdWindow } from "./zstd-frame.ts";
import { refuseWindow } from "./window.ts";

/** An empty frame that decoders skip. It makes the library return all that it has unpacked. */
const LAST = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0);

/**
 * Unpacks zstd by zstd's own code, compiled to WebAssembly. The library asks for input synchronously: each step provides
 * one chunk before it.
 */
export async function* unpackZstd(packed: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Uint8Array> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const input = new Input(packed, window);
  const unpacked = decoder.decodeStreaming(input);
  try {
    let idle = 0;
    for (;;) {
      await input.fill();
      const { done, value } = unpacked.next();
      if (done) return;
      idle = value.length === 0 && !input.isTaken ? idle + 1 : 0;
      // After an error the library neither reads nor unpacks.
      if (idle > 1) throw new Error("the data is damaged");
      if (value.length > 0) yield value;
    }
  } finally {
    input.end();
    release(unpacked);
  }
}

/** Lets the library free its memory, which it does at the end of its input only. */
function release(unpacked: Generator<Uint8Array>): void {
  try {
    while (!unpacked.next().done);
  } catch {
    // The input ended too early, as intended.
  }
}

/** Chunks from an asynchronous source, one at a time. */
class Input implements Iterable<Uint8Array> {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #window: number;
  #next: Uint8Array | undefined;
  #state: "start" | "middle" | "last" | "end" = "start";

  constructor(chunks: AsyncIterable<Uint8Array>, window: number) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#window = window;
  }

  /** Whether the library has taken the last chunk. */
  get isTaken(): boolean {
    return this.#next === undefined;
  }

  /** Provides a chunk, if the library has taken the last one. */
  async fill(): Promise<void> {
    if (this.#next !== undefined || this.#state === "last" || this.#state === "end") return;
    const { done, value } = await this.#chunks.next();
    if (done) this.#state = "last";
    this.#next = done ? LAST : value;
    if (this.#state !== "start") return;
    this.#state = "middle";
    refuseWindow(zstdWindow(value), this.#window, "unpacking its zstd", "`zstd -d --long=31`");
  }

  end(): void {
    this.#next = undefined;
    this.#state = "end";
    void this.#chunks.return?.();
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (let chunk = this.#take(); chunk !== undefined; chunk = this.#take()) yield chunk;
  }

  #take(): Uint8Array | undefined {
    const chunk = this.#next;
    this.#next = undefined;
    return chunk;
  }
}
