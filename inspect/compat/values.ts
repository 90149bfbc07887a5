import type { ScalarField } from "criu-images/layouts";
import { sourceOf, varintAt } from "../wire/wire.ts";
import type { Feature } from "./carried.ts";
import type { History } from "./since.ts";

/** A bit or a value, and its key among the features. */
export interface NumberFeature extends Feature {
  readonly key: string;
}

/**
 * Lists the bits, or the value, of a placing field. An unknown one may place bytes. Bits and values that place nothing,
 * and those of all other fields, are left out: their names are for people.
 */
export function* placingNumbers(
  history: History,
  field: string,
  { type }: ScalarField,
  bytes: Uint8Array,
): Generator<NumberFeature> {
  const known = history.placingValues.get(field);
  if (known === undefined) return;
  const number = integer(type, bytes);
  let rest = number;
  for (const { name, number: value, since } of known.values) {
    const bits = BigInt(value);
    if (known.bits ? bits === 0n || (number & bits) !== bits : number !== bits) continue;
    rest = known.bits ? rest & ~bits : 0n;
    if (history.bytesOf.get(`${field}.${name}`)?.length !== 0) yield feature(field, `.${name}`, since);
  }
  if (!known.bits) {
    if (rest !== 0n) yield feature(field, ` ${number}`, null);
    return;
  }
  for (; rest !== 0n; rest &= rest - 1n) yield feature(field, ` 0x${(rest & -rest).toString(16)}`, null);
}

function feature(of: string, rest: string, since: string | null): NumberFeature {
  const name = `${of}${rest}`;
  return { key: `value ${name}`, kind: "value", name, of, since };
}

/** Reads an integer without sign, except for types with zigzag encoding. */
function integer(type: ScalarField["type"], bytes: Uint8Array): bigint {
  const source = sourceOf(bytes, true);
  const { view } = source;
  if (type === "fixed32" || type === "sfixed32") return BigInt(view.getUint32(0, true));
  if (type === "fixed64" || type === "sfixed64") return view.getBigUint64(0, true);
  const { value } = varintAt(source, 0, bytes.length);
  if (type === "sint32" || type === "sint64") return (value >> 1n) ^ -(value & 1n);
  return type === "uint32" || type === "int32" ? BigInt.asUintN(32, value) : value;
}
