// Copied by critgen 0.1.0 from its runtime: do not edit.

import { fromFlags, toHex } from "./json-numbers.ts";
import type { FieldNames } from "./layout.ts";

/* Numbers by names for people: of values, and of bits joined with `|`. */

/** The key of the name that an element of a list has by its place. */
export const ITEM = "$name";

/** The text of a number that has a name; `index` is its place in a list. */
export function nameText(value: number | bigint, field: FieldNames, index: number): string | undefined {
  const { bits } = field;
  const values = valuesAt(field, index);
  if (values !== undefined) return Object.hasOwn(values, `${value}`) ? values[`${value}`] : undefined;
  const names = bits?.[index];
  return names === undefined || value < 0 ? undefined : bitsText(BigInt(value), names);
}

/** Names of values at a place in a list. */
function valuesAt({ values, pairs }: FieldNames, index: number): FieldNames["values"] {
  return values ?? (index % 2 === 0 ? pairs : undefined);
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
export function fromName(text: string, field: FieldNames, index: number): bigint | undefined {
  const names = field.bits?.[index];
  const value = names && fromFlags(text, { name: "", bits: names });
  if (typeof value === "bigint") return value;
  const found = Object.entries(valuesAt(field, index) ?? {}).find(([, name]) => name === text);
  return found && BigInt(found[0]);
}

/** All names that a number can be written by. */
export function namesAt(field: FieldNames, index: number): string[] {
  return [...Object.values(valuesAt(field, index) ?? {}), ...Object.keys(field.bits?.[index] ?? {})];
}
