import { quote } from "../model/quote.ts";
import type { ImportView } from "../plan/imports.ts";
import { broken, WIDTH } from "./broken.ts";

export { quote };

/*
 * Whatever comes from a schema goes through one of these before it stands in code: a text is quoted, a comment cannot
 * end itself, a name has been checked to be one.
 */

/** A text inside a comment: no end of it, no line breaks, no characters that turn the text around. */
export function comment(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ")
    .trimEnd();
}

/** Lines as a docstring, wrapped to the width of the file; nothing where there are none. */
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

/** A default, as a literal of its type. */
export function literal(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `Number.${Number.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY"} as number`;
  }
  return typeof value === "string" ? quote(value) : Object.is(value, -0) ? "-0" : String(value);
}

/** `import { a, b } from "…";`, over several lines where one would be too long. */
export function importLine({ from, names, typeOnly }: ImportView): string {
  const head = typeOnly ? "import type" : "import";
  const line = `${head} { ${names.join(", ")} } from ${quote(from)};`;
  return line.length <= WIDTH
    ? line
    : `${head} {\n${names.map((name) => `  ${name},\n`).join("")}} from ${quote(from)};`;
}

/** An object literal of these properties, over several lines where one would be too long. */
export function braces(properties: readonly string[]): string {
  if (properties.length === 0) return "{}";
  const line = `{ ${properties.join(", ")} }`;
  return line.length <= WIDTH - 50 ? line : `{\n${properties.map((property) => `    ${property},\n`).join("")}  }`;
}

/**
 * An object literal as an element of a list, over several lines where one would be too long.
 *
 * @public used by templates
 */
export function element(properties: readonly string[]): string {
  const line = `      { ${properties.join(", ")} },`;
  return line.length <= WIDTH
    ? line
    : `      {\n${properties.map((property) => `        ${property},\n`).join("")}      },`;
}

/** A text in a cell of a Markdown table. */
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
 * A property of an object, over several lines where one would be too long.
 *
 * @public used by templates
 */
export function property(text: string): string {
  return broken(text, "  ", ",");
}

/** A statement that is one line where it fits; a loop, or a call, is broken where it does not. */
export function statement(text: string, options?: { hash?: { indent?: number } }): string {
  return broken(text, " ".repeat(options?.hash?.indent ?? 2), ";");
}

/** A statement for a field that is there only sometimes. */
export function ifPresent(name: string, text: string): string {
  return statement(`if (message.${name} !== undefined) ${text}`);
}

/**
 * A statement that gives a field its value, where a variable holds one.
 *
 * @public used by templates
 */
export function setField(name: string, local: string): string {
  return statement(`if (${local} !== undefined) message.${name} = ${local}`);
}

/**
 * A statement where a condition holds.
 *
 * @public used by templates
 */
export function onlyIf(condition: string, text: string): string {
  return statement(`if (${condition}) ${text}`);
}

/**
 * Returns what a record was put together from, with its padding.
 *
 * @public used by templates
 */
export function returnRecord(assembled: string, name: string, padded: boolean): string {
  return statement(padded ? `return keepPadding<${name}>(${assembled}, pads)` : `return ${assembled}`);
}

/**
 * Variables that are to hold nothing, in one statement where it fits.
 *
 * @public used by templates
 */
export function clear(names: readonly string[], options: { hash: { indent: number } }): string {
  const indent = " ".repeat(options.hash.indent);
  const line = `${indent}${[...names, "undefined;"].join(" = ")}`;
  return line.length <= WIDTH ? line : names.map((name) => `${indent}${name} = undefined;`).join("\n");
}

/**
 * A property that is an object with properties, on one line where it fits.
 *
 * @public used by templates
 */
export function nested(name: string, properties: readonly string[]): string {
  const line = `  ${name}: { ${properties.join(", ")} },`;
  return line.length <= WIDTH ? line : `  ${name}: {\n${properties.map((p) => broken(p, "    ", ",\n")).join("")}  },`;
}
