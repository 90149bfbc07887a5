/// <reference path="./libraries.d.ts" />
import bitsOf from "unbzip2-stream/lib/bit_iterator.js";
import bzip2 from "unbzip2-stream/lib/bzip2.js";

/** Longest block, in bytes: 900 000 symbols of up to 20 bits, and tables. The library needs all of it at once. */
const BLOCK = 3 << 20;

/** Unpacks bzip2 in JavaScript, block by block. */
export async function* unpackBzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Input(packed);
  // The library keeps the tables of a block in its own object.
  const decoder: typeof bzip2 = Object.create(bzip2);
  for (await input.fill(); input.rest > 0; await input.fill()) {
    const blockSize = inOwnWords(() => decoder.header(input.bits)) * 100_000;
    const block = new Int32Array(blockSize);
    for (let checksum: number | null = 0; checksum !== null; ) {
      await input.fill();
      const output = new Output();
      const before: number = checksum;
      checksum = inOwnWords(() => decoder.decompress(input.bits, (byte) => output.add(byte), block, blockSize, before));
      if (checksum !== null) yield output.bytes();
    }
  }
}

/** End of the input, within a block. */
const CUT = "it ends within a block";

/** Runs the library, and replaces the words of its errors, which are jokes. */
function inOwnWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    if (message === CUT) throw error;
    const reason = message.includes("crc32") ? "a checksum is wrong" : "a block is no bzip2";
    throw new Error(reason, { cause: error });
  }
}

/** Chunks of an asynchronous source, for a library that takes them synchronously. */
class Input {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #waiting: Uint8Array[] = [new Uint8Array()];
  #size = 0;
  readonly bits: ReturnType<typeof bitsOf>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.bits = bitsOf(() => {
      const next = this.#waiting.shift();
      if (next === undefined) throw new Error(CUT);
      return next;
    });
  }

  /** Number of bytes that wait. */
  get rest(): number {
    return this.#size - this.bits.bytesRead;
  }

  /** Waits for a whole block, or for the end. */
  async fill(): Promise<void> {
    while (this.rest < BLOCK) {
      const { done, value } = await this.#chunks.next();
      if (done) return;
      if (value.length > 0) this.#waiting.push(value);
      this.#size += value.length;
    }
  }
}

/** Bytes that arrive one by one. */
class Output {
  #bytes: Uint8Array = new Uint8Array(1 << 20);
  #size = 0;

  add(byte: number): void {
    if (this.#size === this.#bytes.length) {
      const larger = new Uint8Array(this.#size * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#size++] = byte;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }
}
