import type { FieldAbout } from "../image/about.ts";

/** Returns the path of a field in a recipe. @param entry absent for the first message */
export function fieldPath(file: string, entry: number | undefined, path: string): string {
  return `${file}${entry === undefined ? ".first" : `[${entry}]`}.${path}`;
}

/** Way to give the value of a field. */
export interface FieldForm {
  readonly kind: "number" | "text" | "bytes" | "choice";
  /** Values to choose from. */
  readonly choices: readonly string[];
  /** The value that it has; empty if it has no form that could be given. */
  readonly now: string;
}

/**
 * Returns the way to give the value of a field.
 *
 * @param value as JSON text
 * @param raw number as JSON text, if `value` is another form of it
 */
export function fieldForm({ type, values }: FieldAbout, value: string, raw: string | undefined): FieldForm {
  const scalar = type.split(" ").at(-1) ?? "";
  const number = raw ?? value;
  if (values.length > 0) {
    const now = values.find((one) => `${one.number}` === number || JSON.stringify(one.name) === value);
    return { kind: "choice", choices: values.map(({ name }) => name), now: now?.name ?? "" };
  }
  if (scalar === "bool") return { kind: "choice", choices: ["true", "false"], now: value };
  if (scalar === "string") return { kind: "text", choices: [], now: textIn(value) };
  if (scalar === "bytes") return { kind: "bytes", choices: [], now: "" };
  return { kind: "number", choices: [], now: /^-?[\d.]+$/.test(number) ? number : "" };
}

function textIn(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    // A long value is cut.
    return "";
  }
}

/** Returns the value that a form gives to a field, as YAML has it. */
export function fieldValue({ kind, choices }: FieldForm, text: string): string {
  if (kind === "choice" && (choices.includes("true") || choices.includes(text))) return text;
  return kind === "number" ? text.trim() : JSON.stringify(text);
}
