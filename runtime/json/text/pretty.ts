import type { CodeNames, FlagNames, ScalarField } from "../../wire/layout.ts";
import { type Integer, toDevice, toHex } from "./integers.ts";
import { nameText } from "./names.ts";

/*
 * Integers in pretty JSON: names, device numbers, addresses and hexadecimal if the schema asks for them. Plain JSON has
 * numbers of full precision.
 */

/**
 * Formats an integer for pretty JSON; returns `undefined` if it is a plain number there.
 *
 * @param hex whether an enclosing message asks for hexadecimal
 * @param index position in a list
 */
export function prettyText(value: Integer, field: ScalarField, hex: boolean, index = 0): string | undefined {
  const named = field.names && nameText(value, field.names, index);
  if (named !== undefined) return `"${named}"`;
  if (hex || field.hex === true) return `"${toHex(value)}"`;
  if (field.dev !== undefined) return `"${toDevice(value, field.dev)}"`;
  if (field.flags !== undefined) return `"${toFlags(value, field.flags)}"`;
  const name = field.dict === undefined ? undefined : toCode(value, field.dict);
  return name === undefined ? undefined : `"${name}"`;
}

function toFlags(value: Integer, { bits }: FlagNames): string {
  if (typeof value === "bigint" || value < 0 || value > 0xffffffff) return toWideFlags(BigInt(value), bits);
  let text = "";
  let rest = value;
  for (const name in bits) {
    const bit = bits[name] ?? 0;
    if ((value & bit) === 0) continue;
    text += text === "" ? name : ` | ${name}`;
    rest &= ~bit;
  }
  return rest === 0 ? text : `${text && `${text} | `}${toHex(rest >>> 0)}`;
}

function toWideFlags(value: bigint, bits: FlagNames["bits"]): string {
  const names = Object.entries(bits).filter(([, bit]) => (value & BigInt(bit)) !== 0n);
  const rest = names.reduce((left, [, bit]) => left & ~BigInt(bit), value);
  return [...names.map(([name]) => name), ...(rest === 0n ? [] : [toHex(rest)])].join(" | ");
}

function toCode(value: Integer, { codes }: CodeNames): string | undefined {
  return Object.hasOwn(codes, String(value)) ? codes[Number(value)] : undefined;
}
