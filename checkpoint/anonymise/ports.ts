import type { Keyed } from "./keyed.ts";

/** Ranges of ports, from the first up to the last: those of the system, and all others. 0 is no port. */
const RANGES: readonly (readonly [number, number])[] = [
  [1, 1023],
  [1024, 65535],
];

/** A permutation of ports: one of the system stays one, and 0 stays 0. */
export class Ports {
  readonly #keyed: Keyed;
  #table: Promise<Uint16Array> | undefined;

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  /** Returns the pseudonym of a port; of a larger number, its lower 16 bits count. */
  async replaced(port: number): Promise<number> {
    this.#table ??= this.#shuffled();
    return (await this.#table)[port & 0xffff] ?? 0;
  }

  /** Shuffles the ports of each range, as Fisher and Yates do. */
  async #shuffled(): Promise<Uint16Array> {
    const table = Uint16Array.from({ length: 65536 }, (_, port) => port);
    const random = new Uint32Array((await this.#keyed.stream("port", new Uint8Array(), 4 * 65536)).buffer);
    for (const [first, last] of RANGES) {
      for (let i = last; i > first; i--) {
        const other = first + ((random[i] ?? 0) % (i - first + 1));
        [table[i], table[other]] = [table[other] ?? 0, table[i] ?? 0];
      }
    }
    return table;
  }
}
