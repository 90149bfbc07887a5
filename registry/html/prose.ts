import { handlebars } from "../../generator/render/own.ts";

/** Turns the backticks of a sentence into `<code>`, and escapes all else. */
export function prose(text: string): handlebars.SafeString {
  const parts = text.split(/`([^`]*)`/).map(handlebars.escapeExpression);
  return new handlebars.SafeString(parts.map((part, i) => (i % 2 === 1 ? `<code>${part}</code>` : part)).join(""));
}
