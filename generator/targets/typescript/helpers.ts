import { comment } from "../../model/comment.ts";
import { hex } from "../../model/coordinates.ts";
import { quote } from "../../text/quote.ts";
import { wrap } from "../../text/wrap.ts";
import { WIDTH } from "./printer.ts";

/*
 * Helpers of the templates: they spell values, comments and docstrings in TypeScript. Text of a schema is safe in them:
 * strings are quoted, and comments cannot end early.
 */

export { cell, comment, join } from "../../model/comment.ts";
export { hex, quote };

export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(", ");
}

/** Formats a value as a literal of its type. */
export function literal(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `Number.${Number.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY"} as number`;
  }
  return typeof value === "string" ? quote(value) : Object.is(value, -0) ? "-0" : String(value);
}

/** Formats the bits of a flag, or a byte. */
export function shortHex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Formats a property that has the value of a variable. */
export function property(name: string, variable: string): string {
  const own = member(name);
  return own === variable ? own : `${own}: ${variable}`;
}

/**
 * Spells the name of a field or part as a property. Every object has a `constructor`, `toString` and the like already,
 * so that these get a `$`, which no name of a schema has.
 */
export function member(name: string): string {
  return name in Object.prototype ? `${name}$` : name;
}

/** Formats the key of a property that keeps the name of the schema. Without brackets, `__proto__` is no property. */
export function ownKey(name: string): string {
  return /^"?__proto__"?$/.test(name) ? '["__proto__"]' : name;
}

/** Formats lines as a docstring, wrapped to the width of the file. Without lines, returns nothing. */
export function doc(lines: readonly string[], options?: { hash?: { indent?: number } }): string {
  const indent = " ".repeat(options?.hash?.indent ?? 0);
  const wrapped = lines.flatMap((line) => wrap(comment(line), WIDTH - indent.length - 3));
  if (wrapped.length === 0) return "";
  const [only] = wrapped;
  if (wrapped.length === 1 && only !== undefined && only.length <= WIDTH - indent.length - 7)
    return `${indent}/** ${only} */`;
  return [`${indent}/**`, ...wrapped.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}
