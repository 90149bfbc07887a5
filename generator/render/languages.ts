import { Buffer } from "node:buffer";
import type { HelperDeclareSpec } from "handlebars";
import { camelCase, kebabCase, pascalCase } from "../model/names.ts";
import { quote } from "../model/quote.ts";
import { cell, comment, join } from "./helpers.ts";

/*
 * Helpers for templates of users, who write other languages than TypeScript. Whatever comes from a schema goes through
 * one of these before it stands in code.
 */

/** A text as a C string: UTF-8, with all that is not printable ASCII in octal. */
function quoteC(text: unknown): string {
  const bytes = [...Buffer.from(String(text), "utf8")].map((byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte));
    return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}

/** A text as a string of Python, or of Go: letters stay, what does not show, or turns lines around, is escaped. */
function quotePython(text: unknown): string {
  // Halves of pairs have no escape in Go.
  const chars = [...Buffer.from(String(text), "utf8").toString("utf8")].map((char) => {
    if (char === '"' || char === "\\") return `\\${char}`;
    if (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(char)) return char;
    const code = (char.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
  return `"${chars.join("")}"`;
}

/** A comment in any of these languages: on one line, and nothing in it begins, ends or continues one. */
function commentAnywhere(text: unknown): string {
  return comment(String(text)).replaceAll("/*", "/\\*").replace(/\\$/, "\\.");
}

/** A name that languages take for one: what is no letter, digit or underscore becomes an underscore. */
function identifier(name: unknown): string {
  return String(name)
    .replaceAll(/\W/g, "_")
    .replace(/^(?=\d)/, "_");
}

function pad(text: unknown, width: number): string {
  return String(text).padEnd(width);
}

/** What templates can call, by name. docs/templates.md tells of each. */
export const LANGUAGE_HELPERS: HelperDeclareSpec = {
  camelCase,
  cell: (text: unknown): string => cell(String(text)),
  comment: commentAnywhere,
  identifier,
  join,
  kebabCase,
  pad,
  pascalCase,
  quote,
  quoteC,
  quoteGo: quotePython,
  quotePython,
};
