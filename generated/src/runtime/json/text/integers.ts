// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { CodeNames, FlagNames } from "../../wire/layout.ts";

/* Numbers in CRIU's JSON, and the forms of integers that pretty JSON has besides. */

export type Integer = number | bigint;

/** Formats an integer in hexadecimal. */
export function toHex(value: Integer): string {
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

const MINOR_BITS = 20n;
const MINOR = (1n << MINOR_BITS) - 1n;

/** Formats a device number as `major:minor`. */
export function toDevice(value: Integer, kind: "kernel" | "libc"): string {
  const device = BigInt(value);
  if (kind === "kernel") return `${device >> MINOR_BITS}:${device & MINOR}`;
  const wide = BigInt.asUintN(64, device);
  const major = ((wide >> 8n) & 0xfffn) | ((wide >> 32n) & 0xfffff000n);
  return `${major}:${(wide & 0xffn) | ((wide >> 12n) & 0xffffff00n)}`;
}

/** Parses a major and a minor number into a device number. */
export function fromDevice(text: string, kind: "kernel" | "libc"): bigint | undefined {
  const [, first, second] = /^\s*(\d+)\s*:\s*(\d+)\s*$/.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [major, minor] = [magnitude(first), magnitude(second)];
  if (kind === "kernel") return minor > MINOR ? undefined : (major << MINOR_BITS) | minor;
  if (major > 0xffffffffn || minor > 0xffffffffn) return undefined;
  const low = ((major & 0xfffn) << 8n) | (minor & 0xffn);
  return low | ((major & 0xfffff000n) << 32n) | ((minor & 0xffffff00n) << 12n);
}

/** Stand-in for a number of more than 128 bits: no field holds it, and converting it would take quadratic time. */
const HUGE = 1n << 128n;

/** Longest number of 128 bits, in characters: 128 binary digits with as many underscores. */
const LONGEST = 256;

/** Parses an integer of Python: decimal, or with the prefix 0x, 0o or 0b; returns `undefined` if it is none. */
export function fromInteger(text: string): bigint | undefined {
  const [, sign, digits] = /^\s*([+-]?)(0x_?[\da-f_]+|0o_?[0-7_]+|0b_?[01_]+|[1-9][\d_]*|0[0_]*)\s*$/i.exec(text) ?? [];
  if (digits === undefined || /__|_$/.test(digits)) return undefined;
  const value = magnitude(digits);
  return sign === "-" ? -value : value;
}

function magnitude(text: string): bigint {
  const [, base = "", digits = ""] = /^(0[xob])?[0_]*(.*)$/i.exec(text) ?? [];
  if (digits.length > LONGEST) return HUGE;
  return BigInt(`${base.toLowerCase()}${digits.replaceAll("_", "") || "0"}`);
}

/** Formats an integer for an error. */
export function shownInteger(value: Integer): string {
  return value === HUGE || value === -HUGE ? "a number of more than 128 bits" : `${value}`;
}

/** Parses names of flags and integers joined with `|`; returns the first part that is neither as `unknown`. */
export function fromFlags(text: string, { bits }: FlagNames): bigint | { readonly unknown: string } {
  let value = 0n;
  for (let start = 0; start <= text.length; ) {
    const bar = text.indexOf("|", start);
    const end = bar < 0 ? text.length : bar;
    const part = text.slice(start, end).trim();
    const blank = part === "" && start === 0 && bar < 0;
    const bit = blank ? 0n : Object.hasOwn(bits, part) ? BigInt(bits[part] ?? 0) : fromInteger(part);
    if (bit === undefined) return { unknown: part };
    value |= bit;
    start = end + 1;
  }
  return value;
}

/** Returns the number with the name `text`. */
export function fromCode(text: string, { codes }: CodeNames): bigint | undefined {
  const found = Object.entries(codes).find(([, name]) => name === text);
  return found === undefined ? undefined : BigInt(found[0]);
}

/** Formats a floating-point number as Python does; infinities and NaN in quotes, as in protobuf's JSON. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    const padded = `${Math.abs(power)}`.padStart(2, "0");
    return `${digits}e${power < 0 ? "-" : "+"}${padded}`;
  }
  const text = Object.is(value, -0) ? "-0" : fixedText(value, power, digits);
  return text.includes(".") ? text : `${text}.0`;
}

/** Formats without an exponent: JavaScript would use one for small numbers, and `toFixed` would round again. */
function fixedText(value: number, power: number, digits: string): string {
  if (power >= 0) return value.toString();
  return `${value < 0 ? "-" : ""}0.${"0".repeat(-power - 1)}${digits.replace(/[-.]/g, "")}`;
}
