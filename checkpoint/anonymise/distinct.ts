/** Pseudonyms that were given. Each belongs to one original. */
export class Distinct<T> {
  readonly #given = new Map<string, T>();
  readonly #taken = new Set<T>();
  readonly #isReserved: (pseudonym: T) => boolean;

  /** @param isReserved whether a value stands for itself, and cannot be a pseudonym */
  constructor(isReserved: (pseudonym: T) => boolean) {
    this.#isReserved = isReserved;
  }

  /**
   * Returns the pseudonym of an original: the first of its candidates that is free.
   *
   * @throws {RangeError} if none is: that does not happen by chance
   */
  async of(original: string, candidates: () => Promise<Iterable<T>>): Promise<T> {
    const known = this.#given.get(original);
    if (known !== undefined) return known;
    for (const one of await candidates()) {
      if (this.#taken.has(one) || this.#isReserved(one)) continue;
      this.#taken.add(one);
      this.#given.set(original, one);
      return one;
    }
    throw new RangeError("no pseudonym is free: use another key");
  }
}
