import { expect, it } from "vitest";
import { escapeText, quote } from "../../../generator/text/quote.ts";

it("a quoted text is a string of JSON on one line, without invisible characters", () => {
  for (const text of ["a", '"\\', "\n\t\0", "\u007f\u009f\u2028\u2029", "\u200e\u202e\u2066\u2069", "Größe 日本 😀"]) {
    expect(JSON.parse(quote(text))).toBe(text);
    expect(quote(text)).toMatch(/^"[^\p{Cc}\p{Zl}\p{Zp}\p{Cf}]*"$/u);
  }
  expect(quote(5)).toBe('"5"');
  expect(escapeText('{"é": "\u2066"}')).toBe('{"é": "\\u2066"}');
});
