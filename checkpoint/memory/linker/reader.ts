import { MemoryError } from "../error.ts";
import type { Memory } from "../memory.ts";

/** Longest text, in bytes: PATH_MAX of the kernel. */
const LONGEST = 4096;

/** Reads integers, words and texts of a program, in its byte order. */
export class WordReader {
  readonly #memory: Memory;
  /** Number of bytes of a word. */
  readonly size: number;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.size = memory.words.size;
  }

  /**
   * Reads words that follow each other.
   *
   * @throws {MemoryError} if they cannot be read
   */
  async words(address: bigint, count: number): Promise<bigint[]> {
    const { littleEndian } = this.#memory.words;
    const view = await this.#view(address, count * this.size);
    return Array.from({ length: count }, (_, i) =>
      this.size === 8 ? view.getBigUint64(8 * i, littleEndian) : BigInt(view.getUint32(4 * i, littleEndian)),
    );
  }

  /** Reads a word. */
  async word(address: bigint): Promise<bigint> {
    const [word = 0n] = await this.words(address, 1);
    return word;
  }

  /** Reads an integer of 32 bits. */
  async integer(address: bigint): Promise<number> {
    return (await this.#view(address, 4)).getUint32(0, this.#memory.words.littleEndian);
  }

  /** Reads a text; `undefined` if it cannot be read. One that is longer than a path is cut. */
  text(address: bigint): Promise<string | undefined> {
    return readable(this.#memory.readString(address, LONGEST));
  }

  async #view(address: bigint, length: number): Promise<DataView> {
    const bytes = await this.#memory.read(address, length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}

/** Returns the result of a read; `undefined` if the memory cannot be read. */
export async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof MemoryError) return undefined;
    throw error;
  }
}
