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

  /** Returns a text; CRIU would end it at a zero byte. */
  text(): string {
    if (typeof this.#value !== "string") throw this.error("a text is expected");
    if (this.#value.includes("\0")) throw this.error("a text with a zero byte ends there");
    return this.#value;
  }

  /** Returns texts: a list of them, or one with commas in between. */
  texts(): string[] {
    const value = this.#value;
    if (Array.isArray(value)) return value.map((one, i) => new Given(one, `${this.#place}[${i}]`).text());
    return this.text().split(",");
  }

  /** Returns an integer of a range; digits count as one. */
  integer(least: number, most: number): number {
    const value = this.#number();
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw this.error(`an integer from ${least} to ${most} is expected`);
  }

  /** Returns a number of a range. */
  number(least: number, most: number): number {
    const value = this.#number();
    if (value >= least && value <= most) return value;
    throw this.error(`a number from ${least} to ${most} is expected`);
  }

  /** Returns an unsigned integer of 64 bits. */
  wide(): bigint {
    const value = this.#value;
    const isDigits = typeof value === "string" && /^\d{1,20}$/.test(value);
    if (isDigits || typeof value === "bigint" || Number.isSafeInteger(value)) {
      const wide = BigInt(value as bigint);
      if (wide >= 0n && wide < 1n << 64n) return wide;
    }
    throw this.error("an integer from 0 to 18446744073709551615 is expected");
  }

  /** Returns one of some words. */
  word<const Word extends string>(...words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#value);
    if (found === undefined) throw this.error(`one of ${words.join(", ")} is expected`);
    return found;
  }

  /** Returns a copy of bytes, or those of a text in UTF-8. */
  bytes(): Uint8Array {
    const value = this.#value;
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (typeof value !== "string") throw this.error("a text or bytes are expected");
    return new TextEncoder().encode(value);
  }

  /** Returns the value as it is. */
  any(): unknown {
    return this.#value;
  }

  error(text: string): EditError {
    return new EditError(text, this.#place);
  }

  /** Returns the number, also if it is written as a text; NaN if it is none. */
  #number(): number {
    const value = this.#value;
    if (typeof value === "string") return /^\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : Number.NaN;
  }

  #keys(): Record<string, unknown> {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array)
      throw this.error("keys with values are expected");
    return value as Record<string, unknown>;
  }
}
