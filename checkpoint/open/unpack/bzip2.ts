/// <reference path="./libraries.d.ts" />
import bitsOf from "unbzip2-stream/lib/bit_iterator.js";
import bzip2 from "unbzip2-stream/lib/bzip2.js";
import type { Restart } from "./unpackers.ts";

/** Longest block, in bytes: 900 000 symbols of up to 20 bits, and tables. The library needs all of it at once. */
const BLOCK = 3 << 20;

/** Unpacks bzip2 in JavaScript, block by block. */
export async function* unpackBzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | Restart> {
  const input = new Input(packed);
  // The library keeps the tables of a block in its own object.
  yield* unpackStreams(input, Object.create(bzip2));
}

/** A place between two blocks, at a bit of a byte. */
interface Between {
  readonly bit: number;
  /** Largest size of a block, in units of 100 000 bytes. */
  readonly size: number;
  /** Checksum of the blocks before. */
  readonly checksum: number;
}

/** Unpacks from a place between two blocks on. */
async function* unpackFrom(packed: AsyncIterable<Uint8Array>, place: Between): AsyncGenerator<Uint8Array | Restart> {
  const input = new Input(packed);
  const decoder: typeof bzip2 = Object.create(bzip2);
  // The header of a stream makes the tables.
  decoder.header(bitsOf(() => Uint8Array.of(0x42, 0x5a, 0x68, 0x30 + place.size)));
  await input.fill();
  input.bits(place.bit);
  yield* unpackBlocks(input, decoder, place);
  yield* unpackStreams(input, decoder);
}

async function* unpackStreams(input: Input, decoder: typeof bzip2): AsyncGenerator<Uint8Array | Restart> {
  for (await input.fill(); input.rest > 0; await input.fill()) {
    const size = inOwnWords(() => decoder.header(input.bits));
    yield* unpackBlocks(input, decoder, { size, checksum: 0 });
  }
}

/** Unpacks the blocks of a stream, and compares the checksum of all. */
async function* unpackBlocks(
  input: Input,
  decoder: typeof bzip2,
  { size, checksum: first }: Omit<Between, "bit">,
): AsyncGenerator<Uint8Array | Restart> {
  const block = new Int32Array(size * 100_000);
  for (let checksum: number | null = first; checksum !== null; ) {
    await input.fill();
    const output = new Output();
    const before: number = checksum;
    const work = (): number | null =>
      decoder.decompress(input.bits, (byte) => output.add(byte), block, block.length, before);
    checksum = inOwnWords(work);
    if (checksum === null) return;
    yield output.bytes();
    const place = { bit: input.bit, size, checksum };
    yield { packed: input.byte, unpack: (packed) => unpackFrom(packed, place) };
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
  /** Bit of the next byte, or of the one that is read in part. */
  bit = 0;
  readonly #bits: ReturnType<typeof bitsOf>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#bits = bitsOf(() => {
      const next = this.#waiting.shift();
      if (next === undefined) throw new Error(CUT);
      return next;
    });
  }

  /** Reads so many bits; `null` skips to the next byte. */
  readonly bits = (count: number | null): number => {
    this.bit = count === null ? 0 : (this.bit + count) & 7;
    return this.#bits(count);
  };

  /** Place of the next byte, or of the one that is read in part. */
  get byte(): number {
    return this.#bits.bytesRead - (this.bit === 0 ? 0 : 1);
  }

  /** Number of bytes that wait. */
  get rest(): number {
    return this.#size - this.#bits.bytesRead;
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
