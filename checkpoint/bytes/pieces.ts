import { type Bytes, readInto } from "./bytes.ts";

/** The places of a file's bytes in other bytes. Gaps between pieces are zeros, as in a sparse file. */
export class Pieces {
  readonly #at: number[] = [];
  readonly #from: number[] = [];
  readonly #size: number[] = [];

  /** Number of pieces. */
  get count(): number {
    return this.#at.length;
  }

  /** End of the last piece in the file. */
  get end(): number {
    return (this.#at.at(-1) ?? 0) + (this.#size.at(-1) ?? 0);
  }

  /**
   * Adds a piece behind all others.
   *
   * @param at its place in the file
   * @param from its place in the other bytes
   */
  add(at: number, from: number, size: number): void {
    this.#at.push(at);
    this.#from.push(from);
    this.#size.push(size);
  }

  /** Returns the file of a size. Its bytes lie in `source`. */
  bytes(source: Bytes, size: number): Bytes {
    const fill = (target: Uint8Array, from: number): Promise<number> =>
      this.#fill(source, target.subarray(0, Math.max(0, size - from)), from);
    return {
      size,
      read: async (from, to) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
        await fill(bytes, from);
        return bytes;
      },
      readInto: async (target, from) => {
        target.fill(0);
        return await fill(target, from);
      },
    };
  }

  /** Reads the pieces within a range into zeros; returns the size of the range. */
  async #fill(source: Bytes, target: Uint8Array, from: number): Promise<number> {
    const to = from + target.length;
    for (let i = this.#firstAfter(from); i < this.count; i++) {
      const [at = 0, place = 0, size = 0] = [this.#at[i], this.#from[i], this.#size[i]];
      if (at >= to) break;
      const skipped = Math.max(0, from - at);
      const end = Math.min(size, to - at);
      const start = at + skipped - from;
      await readInto(source, target.subarray(start, start + end - skipped), place + skipped);
    }
    return target.length;
  }

  /** Returns the index of the first piece that ends after a place of the file. */
  #firstAfter(place: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] ?? 0) + (this.#size[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
