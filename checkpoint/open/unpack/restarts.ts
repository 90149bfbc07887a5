import type { PlacedRestart } from "./unpackers.ts";

/** Number of unpacked bytes between two restarts that are kept, at least. */
const SPACING = 1 << 20;

/** Largest number of restarts that are kept. */
const MOST = 1 << 16;

/** Known restarts, in ascending order. */
export class Restarts {
  #known: PlacedRestart[] = [];
  #spacing = SPACING;

  /** Adds one; it is kept if it is not close behind the last one. */
  add(restart: PlacedRestart): void {
    const last = this.#known.at(-1);
    if (last !== undefined && restart.unpacked < last.unpacked + this.#spacing) return;
    this.#known.push(restart);
    if (this.#known.length <= MOST) return;
    this.#known = this.#known.filter((_, i) => i % 2 === 0);
    this.#spacing *= 2;
  }

  /** Returns the last one at or before a place of the unpacked bytes; `undefined` if there is none. */
  before(place: number): PlacedRestart | undefined {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#known[middle]?.unpacked ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return this.#known[low - 1];
  }
}
