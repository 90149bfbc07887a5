import { describe, expect, it } from "vitest";
import { printable, printableLines } from "../../../generator/text/printable.ts";

describe("a text for a terminal", () => {
  it.each([
    ["\x1b[31m", "\\x1b[31m"],
    ["a\tb\n", "a\\x09b\\x0a"],
    ["\u009b\u2028", "\\x9b\\u2028"],
    ["\u202egnp.exe", "\\u202egnp.exe"],
    // A byte that is not UTF-8: terminals of eight bits interpret those of C1.
    ["\udc9b \udcff", "\\x9b \udcff"],
    ["é 日本 😀 \\x1b", "é 日本 😀 \\x1b"],
  ])("has no character that drives it: %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("keeps its lines and tabs, if it has several", () => {
    expect(printableLines("a\n\tb\x07")).toBe("a\n\tb\\x07");
  });
});
