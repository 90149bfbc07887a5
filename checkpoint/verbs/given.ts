import { EditError } from "../draft/error.ts";

/** The part of a recipe after the name of a verb. */
export class Given {
  readonly #value: unknown;
  /** Place in the recipe: `step 2, port.from`. */
  readonly #place: string;

  constructor(value: unknown, place: string) {
    this.#value = value;
    this.#place = place;
  }

  /**
   * Returns the value of a key.
   *
   * @throws {EditError} if the recipe has no such key, or no keys at all
   */
  get(key: string): Given {
    const value = this.#keys()[key];
    if (value === undefined) throw this.error(`${key} is missing`);
    return new Given(value, `${this.#place}.${key}`);
  }

  /** Returns all keys with their values; a recipe without the verb's keys is refused. */
  entries(): [string, Given][] {
    return Object.entries(this.#keys()).map(([key, value]) => [key, new Given(value, `${this.#place}.${key}`)]);
  }

  /** Refuses keys that the verb does not have. */
  only(...keys: readonly string[]): this {
    const other = Object.keys(this.#keys()).find((key) => !keys.includes(key));
    if (other !== undefined) throw this.error(`unknown key ${other}: known are ${keys.join(", ")}`);
    return this;
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.error("a text is expected");
    return this.#value;
  }

  /** Returns an integer of a range; digits count as one. */
  integer(least: number, most: number): number {
    const isDigits =
      typeof this.#value === "bigint" || (typeof this.#value === "string" && /^\d{1,15}$/.test(this.#value));
    const value = isDigits ? Number(this.#value) : this.#value;
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    throw this.error(`a number from ${least} to ${most} is expected`);
  }

  /** Returns one of some words. */
  word<const Word extends string>(...words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#value);
    if (found === undefined) throw this.error(`one of ${words.join(", ")} is expected`);
    return found;
  }

  /** Returns the value as it is. */
  any(): unknown {
    return this.#value;
  }

  error(text: string): EditError {
    return new EditError(text, this.#place);
  }

  #keys(): Record<string, unknown> {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array)
      throw this.error("keys with values are expected");
    return value as Record<string, unknown>;
  }
}
