import { EditError } from "../draft/error.ts";
import type { VerbForm, VerbKey } from "./forms.ts";

/** The part of a recipe after the name of a verb. */
export class Given {
  readonly #value: unknown;
  /** Place in the recipe: `step 2, port.from`. */
  readonly #place: string;
  /** Keys of the verb, or the key itself: its value is checked by it. */
  readonly #keys: VerbForm["keys"];
  readonly #key: VerbKey | undefined;

  constructor(value: unknown, place: string, keys: VerbForm["keys"], key?: VerbKey) {
    this.#value = value;
    this.#place = place;
    this.#keys = keys;
    this.#key = key;
  }

  /**
   * Returns the value of a key.
   *
   * @throws {EditError} if the recipe has no such key, or no keys at all
   */
  get(key: string): Given {
    const value = this.#members()[key];
    if (value === undefined) throw this.error(`${key} is missing`);
    return new Given(value, `${this.#place}.${key}`, {}, this.#keys[key]);
  }

  /** Returns all keys with their values; a recipe without the verb's keys is refused. */
  entries(): [string, Given][] {
    return Object.entries(this.#members()).map(([key, value]) => [key, new Given(value, `${this.#place}.${key}`, {})]);
  }

  /** Refuses keys that the verb does not have. */
  onlyKnown(): this {
    const other = Object.keys(this.#members()).find((key) => !Object.hasOwn(this.#keys, key));
    if (other !== undefined) throw this.error(`unknown key ${other}: known are ${Object.keys(this.#keys).join(", ")}`);
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
    if (Array.isArray(value)) return value.map((one, i) => new Given(one, `${this.#place}[${i}]`, {}).text());
    return this.text().split(",");
  }

  /**
   * Returns an integer of the key's range; digits count as one.
   *
   * @param most largest one, if other keys limit it
   */
  integer(most: number = this.#range().most): number {
    const { least } = this.#range();
    const value = this.#number();
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw this.error(`an integer from ${least} to ${most} is expected`);
  }

  /** Returns a number of the key's range. */
  number(): number {
    const { least, most } = this.#range();
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

  #range(): { readonly least: number; readonly most: number } {
    const { least = 0, most = Number.MAX_SAFE_INTEGER } = this.#key ?? {};
    return { least, most: Number(most) };
  }

  #members(): Record<string, unknown> {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array)
      throw this.error("keys with values are expected");
    return value as Record<string, unknown>;
  }
}
