import { quote } from "../../model/quote.ts";
import { broken, WIDTH } from "./broken.ts";
import type { ImportView } from "./imports.ts";

export { quote };

/*
 * Helpers that make text of a schema safe in code: strings are quoted, comments cannot end early, names are checked.
 */

/** Sanitizes text for a comment: no end of comment, no line breaks, no characters that change the direction of text. */
export function comment(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ")
    .trimEnd();
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

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

/** Formats a default as a literal of its type. */
export function literal(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `Number.${Number.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY"} as number`;
  }
  return typeof value === "string" ? quote(value) : Object.is(value, -0) ? "-0" : String(value);
}

/** Formats an import, on several lines if it is long. */
export function importLine({ from, names, typeOnly }: ImportView): string {
  const head = typeOnly ? "import type" : "import";
  const line = `${head} { ${names.join(", ")} } from ${quote(from)};`;
  return line.length <= WIDTH
    ? line
    : `${head} {\n${names.map((name) => `  ${name},\n`).join("")}} from ${quote(from)};`;
}

/** Formats an object literal, on several lines if it is long. */
export function braces(properties: readonly string[]): string {
  if (properties.length === 0) return "{}";
  const line = `{ ${properties.join(", ")} }`;
  return line.length <= WIDTH - 50 ? line : `{\n${properties.map((property) => `    ${property},\n`).join("")}  }`;
}

/**
 * Formats an object literal as an element of a list, on several lines if it is long.
 *
 * @public used by templates
 */
export function element(properties: readonly string[]): string {
  const line = `      { ${properties.join(", ")} },`;
  return line.length <= WIDTH
    ? line
    : `      {\n${properties.map((property) => `        ${property},\n`).join("")}      },`;
}

/** Escapes text for a cell of a Markdown table. */
export function cell(text: string): string {
  return comment(text).replaceAll(/[\\|<>`*_[\]]/g, (mark) => `\\${mark}`);
}

export function join(texts: readonly string[]): string {
  return texts.join(", ");
}

export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(", ");
}

/**
 * Formats a property of an object, on several lines if it is long.
 *
 * @public used by templates
 */
export function property(text: string): string {
  return broken(text, "  ", ",");
}

/** Formats a statement on one line if it fits. Otherwise a loop or call is broken. */
export function statement(text: string, options?: { hash?: { indent?: number } }): string {
  return broken(text, " ".repeat(options?.hash?.indent ?? 2), ";");
}

/** Formats a statement for a field that may be absent. */
export function ifPresent(name: string, text: string): string {
  return statement(`if (message.${name} !== undefined) ${text}`);
}

/**
 * Formats a statement that sets a field, if a variable has a value for it.
 *
 * @public used by templates
 */
export function setField(name: string, local: string): string {
  return statement(`if (${local} !== undefined) message.${name} = ${local}`);
}

/**
 * Formats a statement under a condition.
 *
 * @public used by templates
 */
export function onlyIf(condition: string, text: string): string {
  return statement(`if (${condition}) ${text}`);
}

/**
 * Formats the return of an assembled entry, with its padding.
 *
 * @public used by templates
 */
export function returnRecord(assembled: string, name: string, padded: boolean): string {
  return statement(padded ? `return keepPadding<${name}>(${assembled}, pads)` : `return ${assembled}`);
}

/**
 * Formats a statement that clears variables, on one line if it fits.
 *
 * @public used by templates
 */
export function clear(names: readonly string[], options: { hash: { indent: number } }): string {
  const indent = " ".repeat(options.hash.indent);
  const line = `${indent}${[...names, "undefined;"].join(" = ")}`;
  return line.length <= WIDTH ? line : names.map((name) => `${indent}${name} = undefined;`).join("\n");
}

/**
 * Formats a property with an object literal, on one line if it fits.
 *
 * @public used by templates
 */
export function nested(name: string, properties: readonly string[]): string {
  const line = `  ${name}: { ${properties.join(", ")} },`;
  return line.length <= WIDTH ? line : `  ${name}: {\n${properties.map((p) => broken(p, "    ", ",\n")).join("")}  },`;
}
