import type { Keyed } from "./keyed.ts";
import { rangeOf } from "./ranges.ts";

/**
 * A permutation of network addresses that keeps prefixes, as Crypto-PAn does: two addresses with n equal bits at their
 * start become two with n equal bits. The next bit is inverted or not, by the key and the bits before it. Special
 * addresses stay in their range, so that prefixes shorter than that of a range can differ.
 *
 * @see Xu, Fan, Ammar, Moon: Prefix-Preserving IP Address Anonymization (2002)
 */
export class Addresses {
  readonly #keyed: Keyed;
  /** Bits to invert in a byte, by the bytes before it. */
  readonly #nodes = new Map<string, Promise<Uint8Array>>();

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  /** Returns the pseudonym of an address of IPv4 (4 bytes) or IPv6 (16). */
  async replaced(address: Uint8Array): Promise<Uint8Array> {
    const range = rangeOf(address);
    if (range.isMapped)
      return Uint8Array.of(...address.subarray(0, 12), ...(await this.replaced(address.subarray(12))));
    if (range.kept === 8 * address.length) return address;
    // Walks on along the permutation's cycle until it is in the range again: that is a permutation of the range.
    let at = await this.#permuted(address, range.kept);
    while (rangeOf(at) !== range) at = await this.#permuted(at, range.kept);
    return at;
  }

  async #permuted(address: Uint8Array, kept: number): Promise<Uint8Array> {
    const result = address.slice();
    for (const [i, byte] of address.entries()) {
      if (8 * (i + 1) <= kept) continue;
      const node = await this.#node(address, i);
      for (let bit = Math.max(0, kept - 8 * i); bit < 8; bit++) {
        // The bits before this one, with a one in front of them, number the place in the tree of a byte.
        const place = (1 << bit) | (byte >> (8 - bit));
        if (((node[place >> 3] ?? 0) & (1 << (place & 7))) !== 0) result[i] = (result[i] ?? 0) ^ (0x80 >> bit);
      }
    }
    return result;
  }

  /** Returns a bit for each of the 255 places in the tree of a byte. */
  #node(address: Uint8Array, index: number): Promise<Uint8Array> {
    const before = address.subarray(0, index);
    const key = `${address.length} ${before.join(".")}`;
    const known = this.#nodes.get(key) ?? this.#keyed.digest(`address ${address.length}`, before);
    this.#nodes.set(key, known);
    return known;
  }
}
