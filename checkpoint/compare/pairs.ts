/** Pairs of things that are the same in two checkpoints, by their keys there. A thing has one partner. */
export class Pairs {
  readonly #ofA = new Map<string, string>();
  readonly #ofB = new Map<string, string>();

  /** Pairs two things. Returns whether they are `new` as a pair, a `known` pair, or one of them has an `other` partner. */
  add(a: string, b: string): "new" | "known" | "other" {
    const [partner, owner] = [this.#ofA.get(a), this.#ofB.get(b)];
    if (partner === undefined && owner === undefined) {
      this.#ofA.set(a, b);
      this.#ofB.set(b, a);
      return "new";
    }
    return partner === b && owner === a ? "known" : "other";
  }

  /** Returns the partner in the second checkpoint. */
  ofA(a: string): string | undefined {
    return this.#ofA.get(a);
  }

  /** Returns the partner in the first checkpoint. */
  ofB(b: string): string | undefined {
    return this.#ofB.get(b);
  }
}
