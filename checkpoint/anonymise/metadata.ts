import { FREE_KEYS, ID_KEYS, KNOWN_KEYS, PORT_KEYS, PUBLIC_NUMBERS } from "./json-keys.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

/** Deepest value of JSON that is kept. */
const DEPTH = 64;

/** Time of JSON, as RFC 3339 has it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Go's zero time, which its programs write if there is none. */
const NO_TIME = "0001-01-01T00:00:00Z";

/** Largest number that an id can be. */
const LARGEST_ID = 2 ** 32;

/** Largest number that stays: that of an index, or of bytes in a packet. */
const LARGEST_PUBLIC = 0xffff;

/** Copy of a value of JSON with pseudonyms, and the number of values that changed. */
export interface ReplacedJson {
  readonly value: unknown;
  readonly count: number;
}

/** Replaces all values of JSON: texts word by word, and numbers unless their key is known. Flags stay, and so do known keys. */
export async function replacedJson(value: unknown, pseudonyms: Pseudonyms): Promise<ReplacedJson> {
  const copier = new JsonCopier(pseudonyms);
  return { value: await copier.copy(value, "", 0), count: copier.count };
}

class JsonCopier {
  count = 0;
  readonly #pseudonyms: Pseudonyms;

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  /** @param key key of the value, or of the list with it */
  async copy(value: unknown, key: string, depth: number): Promise<unknown> {
    if (typeof value === "boolean" || value === null || depth > DEPTH) return typeof value === "boolean" ? value : null;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      for (const one of value) list.push(await this.copy(one, key, depth + 1));
      return list;
    }
    if (typeof value === "object") return this.#object(value, depth);
    const after = typeof value === "number" ? await this.#number(value, key) : await this.#text(`${value}`, key);
    if (after !== value) this.count++;
    return after;
  }

  async #object(value: object, depth: number): Promise<unknown> {
    const entries: [string, unknown][] = [];
    for (const [key, one] of Object.entries(value)) {
      const isKnown = KNOWN_KEYS.has(key);
      if (!isKnown) this.count++;
      entries.push([
        isKnown ? key : await this.#pseudonyms.words.replaced(key),
        await this.copy(one, isKnown ? key : "", depth + 1),
      ]);
    }
    return Object.fromEntries(entries);
  }

  async #number(value: number, key: string): Promise<number> {
    if (!Number.isInteger(value) || value < 0 || value > LARGEST_ID) return 0;
    if (PUBLIC_NUMBERS.has(key)) return value <= LARGEST_PUBLIC ? value : 0;
    if (PORT_KEYS.has(key)) return this.#pseudonyms.ports.replaced(value);
    return ID_KEYS.has(key) ? Number(await this.#pseudonyms.ids.replaced(BigInt(value))) : 0;
  }

  async #text(text: string, key: string): Promise<string> {
    return TIME.test(text) ? NO_TIME : this.#pseudonyms.words.replaced(text, key === "" || FREE_KEYS.has(key));
  }
}
