import { indexAt, type Range } from "./ranges.ts";
import { Tally } from "./tally.ts";

/** Number of runs between two sums. */
const STRIDE = 64;

/** Runs of pages that can be counted. */
export interface Countable<R extends Range> {
  readonly runs: readonly R[];
  /** Adds the bytes of a part of a run by their sources. */
  count(tally: Tally, run: R, start: bigint, end: bigint): Promise<void>;
}

/** Counts pages by their sources, in a time that hardly depends on the number of runs: many areas can map one segment. */
export class Tallies<R extends Range> {
  readonly #set: Countable<R>;
  /** Sums of all runs before every 64th one. */
  #sums: Promise<Tally[]> | undefined;

  constructor(set: Countable<R>) {
    this.#set = set;
  }

  /** Counts the bytes of a range; those without a run are `absent`. */
  async of(start: bigint, end: bigint): Promise<Tally> {
    const { runs } = this.#set;
    const tally = new Tally();
    const first = indexAt(runs, start);
    // The first run that begins in the range, and the first that ends after it.
    const begin = first + ((runs[first]?.start ?? start) < start ? 1 : 0);
    const from = Math.ceil(begin / STRIDE);
    const to = Math.floor(indexAt(runs, end) / STRIDE);
    if (from >= to) await this.#count(tally, start, end);
    else {
      const sums = await this.#prepared();
      await this.#count(tally, start, runs[from * STRIDE]?.start ?? end);
      tally.addAll(sums[to] ?? tally);
      tally.addAll(sums[from] ?? tally, -1n);
      await this.#count(tally, runs[to * STRIDE - 1]?.end ?? start, end);
    }
    tally.add("absent", end - start - tally.total);
    return tally;
  }

  async #prepared(): Promise<Tally[]> {
    this.#sums ??= this.#sum();
    return await this.#sums;
  }

  async #sum(): Promise<Tally[]> {
    const { runs } = this.#set;
    const sums: Tally[] = [];
    const tally = new Tally();
    for (const [i, run] of runs.entries()) {
      if (i % STRIDE === 0) sums.push(copyOf(tally));
      await this.#set.count(tally, run, run.start, run.end);
    }
    return [...sums, tally];
  }

  async #count(tally: Tally, start: bigint, end: bigint): Promise<void> {
    const { runs } = this.#set;
    for (let i = indexAt(runs, start); i < runs.length; i++) {
      const run = runs[i];
      if (run === undefined || run.start >= end) return;
      await this.#set.count(tally, run, run.start > start ? run.start : start, run.end < end ? run.end : end);
    }
  }
}

function copyOf(tally: Tally): Tally {
  const copy = new Tally();
  copy.addAll(tally);
  return copy;
}
