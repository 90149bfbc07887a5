import { onceFor } from "../../model/memo.ts";
import { latin1 } from "../../text/bytes.ts";
import { integerOf } from "./integer.ts";
import { textOf } from "./strings.ts";
import type { EnumNode, OptionValue, Scalar as Value } from "./tree.ts";
import type { Type } from "./types.ts";

/**
 * Returns the value of a declared default; `undefined` if it does not fit the type. Bytes become a string of one
 * character per byte.
 */
export function defaultOf(value: OptionValue, type: NonNullable<Type>): number | bigint | boolean | string | undefined {
  if (value.kind === "aggregate" || value.kind === "symbol") return undefined;
  if (type.kind === "target") return enumDefault(value, type);
  switch (type.scalar) {
    case "string":
      return value.bytes && textOf(value.bytes);
    case "bytes":
      return value.bytes && latin1(value.bytes);
    case "bool":
      return value.kind === "name" && !value.isNegative ? { true: true, false: false }[value.text] : undefined;
    case "double":
      return numberOf(value);
    case "float": {
      const number = numberOf(value);
      return number === undefined ? undefined : Math.fround(number);
    }
    default:
      return integerWithin(value, type.scalar);
  }
}

function enumDefault(
  { kind, isNegative, text }: Value,
  { node }: Extract<Type, { kind: "target" }>,
): number | undefined {
  if (kind !== "name" || isNegative || node.kind !== "enum") return undefined;
  return numbersOf(node).get(text);
}

/** Returns the numbers of an enum's values, by name. */
const numbersOf = onceFor(
  ({ values }: EnumNode): ReadonlyMap<string, number> =>
    new Map(values.map(({ name, number }) => [name.text, Number(number.value)])),
);

function numberOf({ kind, isNegative, text }: Value): number | undefined {
  const size = sizeOf(kind, text);
  return size === undefined ? undefined : isNegative ? -size : size;
}

function sizeOf(kind: Value["kind"], text: string): number | undefined {
  if (kind === "name") return { inf: Infinity, nan: NaN }[text];
  if (kind === "float") return Number(text);
  const integer = kind === "integer" ? integerOf(text) : undefined;
  return integer === undefined || integer >= 2n ** 64n ? undefined : Number(integer);
}

/** Returns an integer in the range of its type. */
function integerWithin({ kind, isNegative, text }: Value, scalar: string): number | bigint | undefined {
  const size = kind === "integer" ? integerOf(text) : undefined;
  if (size === undefined) return undefined;
  const bits = scalar.endsWith("64") ? 64 : 32;
  const isUnsigned = /^u|^fixed/.test(scalar);
  if (isUnsigned && isNegative) return undefined;
  const value = isNegative ? -size : size;
  const held = isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  if (held !== value) return undefined;
  return bits === 64 ? value : Number(value);
}

/** Returns a default as people read it. */
export function shownDefault(value: OptionValue): string {
  return value.kind === "aggregate" ? "{…}" : `${value.isNegative ? "-" : ""}${value.text}`;
}
