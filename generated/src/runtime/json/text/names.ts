// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { FieldNames } from "../../wire/layout.ts";
import { fromFlags, toHex } from "./integers.ts";

/* Names of numbers for people: names of values, and names of bits joined with `|`. */

/** Returns the name of a number, if it has one; `index` is its position in a list. */
export function nameText(value: number | bigint, field: FieldNames, index: number): string | undefined {
  const { bits } = field;
  const values = valuesAt(field, index);
  if (values !== undefined) return Object.hasOwn(values, `${value}`) ? values[`${value}`] : undefined;
  const names = bits?.[index];
  return names === undefined || value < 0 ? undefined : bitsText(BigInt(value), names);
}

/** Returns the names of values at an index of a list. */
function valuesAt({ values, pairs }: FieldNames, index: number): FieldNames["values"] {
  return values ?? (index % 2 === 0 ? pairs : undefined);
}

/**
 * Joins the names of the set bits, and the other bits in hexadecimal. A name of several bits must match all of them,
 * and earlier names take precedence. If no bit is set, the name of 0 is returned, or `0`.
 */
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

/** Parses a name, or names of bits joined with `|`; returns `undefined` if the text is none of the names. */
export function fromName(text: string, field: FieldNames, index: number): bigint | undefined {
  const names = field.bits?.[index];
  const value = names && fromFlags(text, { name: "", bits: names });
  if (typeof value === "bigint") return value;
  const found = Object.entries(valuesAt(field, index) ?? {}).find(([, name]) => name === text);
  return found && BigInt(found[0]);
}

/** Lists all names that a number can have. */
export function namesAt(field: FieldNames, index: number): string[] {
  return [...Object.values(valuesAt(field, index) ?? {}), ...Object.keys(field.bits?.[index] ?? {})];
}
