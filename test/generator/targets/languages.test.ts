import { describe, expect, it } from "vitest";
import { LANGUAGE_HELPERS } from "../../../generator/targets/languages.ts";

const helper =
  (name: string) =>
  (text: unknown, ...more: unknown[]) =>
    String(LANGUAGE_HELPERS[name]?.(text, ...(more as [never])));

describe("a C string", () => {
  it("contains no trigraph, which C would replace", () => {
    expect(helper("quoteC")("what??/ why??)")).toBe('"what\\077\\077/ why\\077\\077)"');
  });

  it("is UTF-8, with octal escapes of three digits that no following digit can extend", () => {
    expect(helper("quoteC")('é1\\"\n')).toBe('"\\303\\2511\\134\\042\\012"');
    expect(helper("quoteC")(" ~\x7f\x1f")).toBe('" ~\\177\\037"');
  });
});

describe("a comment in any language", () => {
  it("does not continue on the next line, even after a backslash", () => {
    expect(helper("comment")("a path\\")).toBe("a path\\.");
    expect(helper("comment")("a path\\  \n")).toBe("a path\\.");
    expect(helper("comment")("a\\b")).toBe("a\\b");
  });

  it("contains no start or end of a comment", () => {
    expect(helper("comment")("a /* b */ c\nd")).toBe("a /\\* b *\\/ c d");
  });
});

describe("a string in Python or Go", () => {
  it.each(["quotePython", "quoteGo"])("keeps letters, and escapes invisible characters: %s", (name) => {
    expect(helper(name)('é 日 "a" \\')).toBe('"é 日 \\"a\\" \\\\"');
    expect(helper(name)("\u0007\u202e\u{e0001}")).toBe('"\\u0007\\u202e\\U000e0001"');
    expect(helper(name)("\ud800")).toBe('"\ufffd"');
  });
});

describe("a template helper", () => {
  it("makes a name valid in other languages: no dot, no leading digit", () => {
    expect(helper("identifier")("google.rpc.Error")).toBe("google_rpc_Error");
    expect(helper("identifier")("2nd-name")).toBe("_2nd_name");
  });

  it.each([
    ["camelCase", "task_core_entry", "taskCoreEntry"],
    ["kebabCase", "task_core_entry", "task-core-entry"],
    ["pascalCase", "task_core_entry", "TaskCoreEntry"],
    ["quote", 'a "b"', '"a \\"b\\""'],
    ["cell", "a|b", "a\\|b"],
  ])("called %s converts %s to %s", (name, text, wanted) => {
    expect(helper(name)(text)).toBe(wanted);
  });

  it("joins a list with commas", () => {
    expect(helper("join")(["a", "b"])).toBe("a, b");
  });

  it("pads a text to a width", () => {
    expect(helper("pad")("ab", 4)).toBe("ab  ");
    expect(helper("pad")("abcde", 4)).toBe("abcde");
  });
});
