import type { HelperDeclareSpec } from "handlebars";
import { cell, comment, join } from "../model/comment.ts";
import { camelCase, kebabCase, pascalCase } from "../model/names.ts";
import { utf8 } from "../text/bytes.ts";
import { quote } from "../text/quote.ts";

/*
 * Helpers for the user's own templates and targets, in languages other than TypeScript. They make text of a schema safe in code.
 */

/** Quotes text as a C string: UTF-8, with octal escapes for all but printable ASCII. */
function quoteC(text: unknown): string {
  const bytes = [...utf8(String(text))].map((byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte));
    return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}

/**
 * Quotes text as a string of Python or Go. Invisible characters and those that change the direction of text are
 * escaped.
 */
function quotePython(text: unknown): string {
  // Go has no escape for lone surrogates.
  const chars = [...wellFormed(String(text))].map((char) => {
    if (char === '"' || char === "\\") return `\\${char}`;
    if (/^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(char)) return char;
    const code = (char.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
  return `"${chars.join("")}"`;
}

/** Replaces lone surrogates. */
function wellFormed(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8(text));
}

/** Sanitizes text for a comment of any of these languages: one line, without comment marks. */
function commentAnywhere(text: unknown): string {
  return comment(String(text)).replaceAll("/*", "/\\*").replace(/\\$/, "\\.");
}

/** Makes a name an identifier: all but letters, digits and underscores become underscores. */
function identifier(name: unknown): string {
  return String(name)
    .replaceAll(/\W/g, "_")
    .replace(/^(?=\d)/, "_");
}

function pad(text: unknown, width: number): string {
  return String(text).padEnd(width);
}

/** Helpers by name. docs/templates.md describes each. */
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
