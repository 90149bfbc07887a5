import { LIMITS } from "criu-images/relations";
import { replaceAuxiliary } from "../memory/auxv.ts";
import { nameText } from "../open/tar/name.ts";
import type { PrivateValue } from "./image.ts";
import type { Form, Pseudonyms, Scalar } from "./pseudonyms.ts";
import { bytesOfText } from "./texts.ts";

/** Fields of a message with the length of a beginning of a text, by the field with the text: their limit is its length. */
const BEGINNINGS: ReadonlyMap<string, readonly string[]> = beginnings();

function beginnings(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, limit] of Object.entries(LIMITS)) {
    const [message = "", field = ""] = path.split(".");
    if (typeof limit !== "string") continue;
    const text = `${message}.${limit}`;
    found.set(text, [...(found.get(text) ?? []), field]);
  }
  return found;
}

/**
 * Replaces a private value of an image, and lengths that depend on it.
 *
 * @param isBig byte order of the machine that dumped
 */
export async function replaceValue(value: PrivateValue, pseudonyms: Pseudonyms, isBig: boolean): Promise<void> {
  const { owner, property, privacy } = value;
  const before = owner[property];
  const after = await new Replacing(value, pseudonyms, isBig).any(before);
  owner[property] = after;
  if (isText(before) && isText(after))
    await replaceLengths(value, before, after, (one) => pseudonyms.text(privacy.form, one));
}

const isText = (value: unknown): value is string | Uint8Array =>
  typeof value === "string" || value instanceof Uint8Array;

const sizeOf = (text: string | Uint8Array): number => bytesIn(text).length;

const bytesIn = (text: string | Uint8Array): Uint8Array => (typeof text === "string" ? bytesOfText(text) : text);

/** Replaces the lengths of a text's beginnings. */
async function replaceLengths(
  { owner, message, field }: PrivateValue,
  before: string | Uint8Array,
  after: string | Uint8Array,
  replaced: (beginning: string) => Promise<string>,
): Promise<void> {
  for (const name of BEGINNINGS.get(field) ?? []) {
    const property = message?.fields.find((one) => one.name === name)?.property ?? name;
    const length = owner[property];
    if (typeof length !== "number") continue;
    const beginning = nameText(bytesIn(before).subarray(0, length));
    const isWhole = length >= sizeOf(before);
    owner[property] = isWhole ? sizeOf(after) : Math.min(sizeOf(await replaced(beginning)), sizeOf(after));
  }
}

class Replacing {
  readonly #value: PrivateValue;
  readonly #pseudonyms: Pseudonyms;
  readonly #form: Form;
  readonly #isBig: boolean;

  constructor(value: PrivateValue, pseudonyms: Pseudonyms, isBig: boolean) {
    this.#value = value;
    this.#pseudonyms = pseudonyms;
    this.#form = value.privacy.form;
    this.#isBig = isBig;
  }

  /** Replaces a value, the elements of a list, or the parts of an extra. */
  async any(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return this.#list(value);
    if (typeof value !== "object" || value === null || value instanceof Uint8Array)
      return this.#scalar(value as Scalar);
    const parts: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) parts[name] = await this.any(part);
    return parts;
  }

  async #list(list: readonly unknown[]): Promise<unknown[]> {
    const { pairs } = this.#value.privacy;
    if (pairs !== undefined) {
      return replaceAuxiliary(list as bigint[], !this.#isBig, async (key, value) =>
        pairs.includes(key) ? this.#pseudonyms.number(this.#form, value) : value,
      );
    }
    if (this.#form === "address" && list.every((one) => typeof one === "number"))
      return this.#pseudonyms.numbers(list, this.#isBig);
    const result: unknown[] = [];
    for (const one of list) result.push(await this.any(one));
    return result;
  }

  async #scalar(value: Scalar): Promise<Scalar> {
    if (typeof value === "boolean") return value;
    if (typeof value === "bigint") return this.#pseudonyms.number(this.#form, value);
    if (typeof value === "number") {
      if (this.#form === "address") return (await this.#pseudonyms.numbers([value], this.#isBig))[0] ?? 0;
      return Number(await this.#pseudonyms.number(this.#form, BigInt(Math.trunc(value))));
    }
    return typeof value === "string" ? this.#text(value) : this.#bytes(value);
  }

  async #text(text: string): Promise<string> {
    const after = await this.#pseudonyms.text(this.#form, text);
    return this.#isTooLong(after) ? this.#pseudonyms.short(text) : after;
  }

  async #bytes(bytes: Uint8Array): Promise<Uint8Array> {
    const after = await this.#pseudonyms.bytes(this.#form, bytes);
    return this.#isTooLong(after) ? bytesOfText(await this.#pseudonyms.short(nameText(bytes))) : after;
  }

  /** Tells whether a pseudonym is longer than its field can be. */
  #isTooLong(text: string | Uint8Array): boolean {
    const { field, route } = this.#value;
    const limit = LIMITS[route] ?? LIMITS[field];
    return typeof limit === "number" && sizeOf(text) > limit;
  }
}
