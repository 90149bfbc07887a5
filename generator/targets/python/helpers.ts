import type { HelperDeclareSpec } from "handlebars";
import { cell, comment, join } from "../../model/comment.ts";
import { quote } from "../../text/quote.ts";
import { wrap } from "../../text/wrap.ts";
import { WIDTH } from "./printer.ts";
import { readBytes } from "./values.ts";

/*
 * Helpers of the templates: they spell values, comments and docstrings in Python. Text of a schema is safe in them:
 * strings are quoted, and docstrings cannot end early.
 */

/** Formats a value as a literal of Python. */
function literal(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" && !Number.isFinite(value)) return `float("${`${value}`.toLowerCase()}")`;
  return Object.is(value, -0) ? "-0.0" : String(value);
}

/** Formats a tuple of magics, or of texts. */
function tupleOf(values: readonly (number | string)[]): string {
  const items = values.map((value) => (typeof value === "number" ? hex(value) : quote(value)));
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** Formats bytes, such as those of a tag. */
function bytes(value: readonly number[]): string {
  return `b"${value.map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
}

/** Formats a default of the schema. That of bytes is a text in the plan, with a character for each. */
function initial(value: unknown, isBytes: boolean): string {
  return isBytes && typeof value === "string" ? bytes(readBytes(value)) : literal(value);
}

interface Indented {
  readonly hash: { readonly indent?: number };
}

/** Formats lines as a docstring, wrapped to the width of the file. */
function doc(lines: readonly string[], { hash: { indent = 0 } }: Indented): string {
  const margin = " ".repeat(indent);
  const [first = "", ...rest] = lines.flatMap((line) => wrap(inDoc(line), WIDTH - indent - 6));
  const only = `${margin}"""${first}"""`;
  if (rest.length === 0 && only.length <= WIDTH) return only;
  return [`${margin}"""${first}`, ...rest.map((line) => `${margin}${line}`.trimEnd()), `${margin}"""`].join("\n");
}

/** Sanitizes text for a docstring: no backslashes, no end of it. */
function inDoc(text: string): string {
  return comment(text).replaceAll("\\", "\\\\").replaceAll('"', "'");
}

/** Formats lines as comments for a documentation tool, wrapped to the width of the file. */
function remark(lines: readonly string[], { hash: { indent = 0 } }: Indented): string {
  const margin = " ".repeat(indent);
  return lines
    .flatMap((line) => wrap(comment(line), WIDTH - indent - 3))
    .map((line) => `${margin}#: ${line}`.trimEnd())
    .join("\n");
}

/** Formats the condition under which a message is refused. */
function allOf(refusals: readonly string[]): string {
  const line = `    if ${refusals.join(" or ")}:`;
  if (line.length <= WIDTH) return line;
  const [first = "", ...rest] = refusals;
  return ["    if (", `        ${first}`, ...rest.map((one) => `        or ${one}`), "    ):"].join("\n");
}

/** Formats the bits of a flag. */
function shortHex(value: number): string {
  return `0x${value.toString(16).toUpperCase()}`;
}

/** Formats a magic with eight digits. */
function hex(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, "0")}`;
}

/** Formats the values of some attributes of a message. */
function attributes(names: readonly string[]): string {
  return names.map((name) => `message.${name}`).join(", ");
}

/** Formats the import of names for type checkers, as exports of the module. */
function asExports(names: readonly string[]): string {
  return names.map((name) => `${name} as ${name}`).join(", ");
}

/** Helpers by name. */
export const HELPERS: HelperDeclareSpec = {
  allOf,
  asExports,
  attributes,
  bytes,
  cell,
  comment,
  doc,
  hex,
  initial,
  join,
  literal,
  quote,
  remark,
  shortHex,
  tupleOf,
};
