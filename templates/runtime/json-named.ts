import { fromFlags, toHex } from "./json-numbers.ts";
import type { FieldNames } from "./layout.ts";

/* Numbers by names for people: of values, and of bits joined with `|`. */

/** The key of the name that an element of a list has by its place. */
export const ITEM = "$name";

/** The text of a number that has a name; `index` is its place in a list. */
export function nameText(value: number | bigint, { values, bits }: FieldNames, index: number): string | undefined {
  if (values !== undefined) return Object.hasOwn(values, `${value}`) ? values[`${value}`] : undefined;
  const names = bits?.[index];
  return names === undefined || value < 0 ? undefined : bitsText(BigInt(value), names);
}

/** Names of bits take up all of their bits, the first name first. No bits have a name of their own, or are 0. */
function bitsText(value: bigint, names: Readonly<Record<string, number>>): string {
  const all = Object.entries(names);
  if (value === 0n) return all.find(([, bits]) => bits === 0)?.[0] ?? "0";
  const found: string[] = [];
  let rest = value;
  for (const [name, number] of all) {
    const bits = BigInt(number);
    if (bits === 0n || (rest & bits) !== bits) continue;
    found.push(name);
    rest &= ~bits;
  }
  return [...found, ...(rest === 0n ? [] : [toHex(rest)])].join(" | ");
}

/** The number that a text names; undefined if it is none of these names. */
export function fromName(text: string, { values = {}, bits }: FieldNames, index: number): bigint | undefined {
  const names = bits?.[index];
  const value = names && fromFlags(text, { name: "", bits: names });
  if (typeof value === "bigint") return value;
  const found = Object.entries(values).find(([, name]) => name === text);
  return found && BigInt(found[0]);
}

/** All names that a number can be written by. */
export function namesAt({ values = {}, bits }: FieldNames, index: number): string[] {
  return [...Object.values(values), ...Object.keys(bits?.[index] ?? {})];
}
