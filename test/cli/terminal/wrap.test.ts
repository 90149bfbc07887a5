import { describe, expect, it } from "vitest";
import { wrap } from "../../../cli/terminal/wrap.ts";

describe("a paragraph", () => {
  it.each([
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 8, ["one two", "three"]],
    ["one two three", 6, ["one", "two", "three"]],
    ["one", 3, ["one"]],
    ["abcdefgh", 3, ["abc", "def", "gh"]],
    ["abcdefgh i", 3, ["abc", "def", "gh", "i"]],
    ["", 3, [""]],
  ])("continues in the next line: %s, %d", (text, width, lines) => {
    expect(wrap(text, { width, cut: true })).toEqual(lines);
  });

  it("keeps a long word whole, so that it can be copied", () => {
    expect(wrap("see src/messages/note.ts here", { width: 8 })).toEqual(["see", "src/messages/note.ts", "here"]);
    expect(wrap("src/messages/note.ts", { width: 8, head: "at: " })).toEqual(["at: src/messages/note.ts"]);
  });

  it("has a head in its first line, of a given width if it has colors, and an indent in the others", () => {
    const head = "\x1b[31merror\x1b[39m: ";
    const lines = [`${head}one`, "  two", "  three"];
    expect(wrap("one two three", { width: 10, head, headWidth: 7, indent: "  " })).toEqual(lines);
  });
});
