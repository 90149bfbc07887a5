import { Distinct } from "./distinct.ts";
import type { Keyed } from "./keyed.ts";

/** Ids that say nothing about a machine: root, nobody, and all bits set, which stand for none. */
const HARMLESS: ReadonlySet<bigint> = new Set([0n, 65534n, 65535n, 2n ** 32n - 1n, 2n ** 64n - 1n, -1n]);

/** Smallest pseudonym: small ids are those of systems. */
const SMALLEST = 1 << 20;

/** Pseudonyms of numbers that stand for something, such as users: from 2^20 up to 2^31. */
export class Ids {
  readonly #keyed: Keyed;
  readonly #distinct = new Distinct<bigint>(() => false);

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  async replaced(id: bigint): Promise<bigint> {
    if (HARMLESS.has(id)) return id;
    const text = `${id}`;
    return this.#distinct.of(text, async () => {
      const words = new Uint32Array((await this.#keyed.digest("id", new TextEncoder().encode(text))).buffer);
      return Array.from(words, (word) => BigInt(SMALLEST + (word % (2 ** 31 - SMALLEST))));
    });
  }
}
