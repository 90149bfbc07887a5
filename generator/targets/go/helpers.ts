import { cell, comment } from "../../model/comment.ts";
import { hex } from "../../model/coordinates.ts";
import { quote } from "../../text/quote.ts";
import { wrap } from "../../text/wrap.ts";

/*
 * Helpers of the templates: they spell values and comments in Go. Text of a schema is safe in them: strings are quoted,
 * and comments cannot end early.
 */

export { cell, comment, hex, quote };

export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(", ");
}

/** Formats the words of a list of heads. */
export function words(values: readonly number[]): string {
  return values.map(hex).join(", ");
}

/** Formats fields of a literal on one line, each after a comma. */
export function properties(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `, ${name}: ${value}`)
    .join("");
}

/** Joins expressions of a struct's fields, such as `m.A != nil`. */
export function spelled(names: readonly string[], before: string, after: string): string {
  return names.map((name) => `${before}${name}${after}`).join(", ");
}

/** Column at which comments are wrapped. */
const WIDTH = 80;

/** Formats lines as a comment; an empty line separates paragraphs. */
export function doc(lines: readonly string[], options?: { hash?: { indent?: number } }): string {
  const indent = "\t".repeat(options?.hash?.indent ?? 0);
  const wrapped = lines.flatMap((line) => wrap(plain(line), WIDTH - 3 - 4 * indent.length, isMark));
  return wrapped.map((line) => `${indent}// ${line}`.trimEnd()).join("\n");
}

/** Sanitizes a line, so that gofmt takes it for text and nothing else. */
function plain(line: string): string {
  return comment(line).trimStart().replace(/^#+\s/, "").replace(/^\[/, "(");
}

/** Returns whether a word would make a line a heading or an item of a list. */
function isMark(word: string): boolean {
  return /^(?:[-*+#•]|\d+[.)])$/.test(word);
}
