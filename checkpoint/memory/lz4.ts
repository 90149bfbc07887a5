/* Rules for the end of a block, which LZ4's own decoder checks; see doc/lz4_Block_format.md of LZ4. */

/** Number of bytes at the end that are literals, at least. */
const LAST_LITERALS = 5;

/** Number of bytes that follow the literals before a match, at least. */
const BEHIND_LITERALS = 12;

/** Number of stored bytes that follow them, at least: an offset, a token, and the last literals. */
const STORED_BEHIND = 2 + 1 + LAST_LITERALS;

/** Number of bytes of the shortest match. */
const SHORTEST = 4;

/** Number of bytes from which on a call copies them faster than a loop. */
const MANY = 32;

/**
 * Unpacks a block of LZ4. Lengths and offsets in it are not trusted.
 *
 * @param size number of unpacked bytes
 * @returns `undefined` if the block is damaged, or has another size
 */
export function unpackLz4(packed: Uint8Array, size: number): Uint8Array | undefined {
  const input = new Input(packed);
  const output = new Uint8Array(size);
  for (let at = 0; ; ) {
    const token = input.byte();
    const literals = input.skip(input.length(token >> 4));
    const end = at + literals;
    const isLast = end > size - BEHIND_LITERALS || input.at > packed.length - STORED_BEHIND;
    if (isLast && (end !== size || input.at !== packed.length)) return undefined;
    copy(packed, input.at - literals, output, at, end);
    if (isLast) return output;
    const offset = input.byte() | (input.byte() << 8);
    at = end + input.length(token & 15) + SHORTEST;
    if (offset === 0 || offset > end || at > size - LAST_LITERALS) return undefined;
    repeat(output, offset, end, at);
  }
}

/** Stored bytes, and the place in them. */
class Input {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes a byte; 0 behind the end, which the caller notices by the place. */
  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }

  /** Returns a length of which four bits are known; further bytes follow if all of them are set. */
  length(bits: number): number {
    let length = bits;
    for (let byte = bits === 15 ? 255 : 0; byte === 255; length += byte) {
      // A length without an end is none that fits.
      if (this.at >= this.#bytes.length) return Number.POSITIVE_INFINITY;
      byte = this.byte();
    }
    return length;
  }

  skip(count: number): number {
    this.at += count;
    return count;
  }
}

/** Copies literals to the range from `at` to `end`. */
function copy(packed: Uint8Array, from: number, output: Uint8Array, at: number, end: number): void {
  if (end - at >= MANY) output.set(packed.subarray(from, from + end - at), at);
  else for (let to = at, i = from; to < end; to++, i++) output[to] = packed[i] ?? 0;
}

/** Fills the range from `at` to `end` with the bytes `offset` before it, which it may overlap: then they repeat. */
function repeat(output: Uint8Array, offset: number, at: number, end: number): void {
  if (end - at < MANY) for (let to = at; to < end; to++) output[to] = output[to - offset] ?? 0;
  else {
    const from = at - offset;
    // All bytes since `from` repeat: each copy has twice as many.
    for (let to = at; to < end; to += to - from) output.copyWithin(to, from, Math.min(to, from + end - to));
  }
}
