import { describe, expect, it } from "vitest";
import { LANGUAGE_HELPERS } from "../../../generator/render/languages.ts";

const helper =
  (name: string) =>
  (text: unknown, ...more: unknown[]) =>
    String(LANGUAGE_HELPERS[name]?.(text, ...(more as [never])));

describe("a text as a C string", () => {
  it("has no trigraph, which C would replace", () => {
    expect(helper("quoteC")("what??/ why??)")).toBe('"what\\077\\077/ why\\077\\077)"');
  });

  it("is UTF-8, with all but printable ASCII in octal of three digits, so that no digit joins", () => {
    expect(helper("quoteC")('é1\\"\n')).toBe('"\\303\\2511\\134\\042\\012"');
    expect(helper("quoteC")(" ~\x7f\x1f")).toBe('" ~\\177\\037"');
  });
});

describe("a text in a comment of any language", () => {
  it("continues on no next line: a backslash does not end it", () => {
    expect(helper("comment")("a path\\")).toBe("a path\\.");
    expect(helper("comment")("a path\\  \n")).toBe("a path\\.");
    expect(helper("comment")("a\\b")).toBe("a\\b");
  });

  it("begins and ends none", () => {
    expect(helper("comment")("a /* b */ c\nd")).toBe("a /\\* b *\\/ c d");
  });
});

describe("a text as a string of Python or Go", () => {
  it.each(["quotePython", "quoteGo"])("shows letters, and escapes invisible characters: %s", (name) => {
    expect(helper(name)('é 日 "a" \\')).toBe('"é 日 \\"a\\" \\\\"');
    expect(helper(name)("\u0007\u202e\u{e0001}")).toBe('"\\u0007\\u202e\\U000e0001"');
    expect(helper(name)("\ud800")).toBe('"\ufffd"');
  });
});

describe("a name", () => {
  it("is valid in other languages: no dot, no digit first", () => {
    expect(helper("identifier")("google.rpc.Error")).toBe("google_rpc_Error");
    expect(helper("identifier")("2nd-name")).toBe("_2nd_name");
  });

  it.each([
    ["camelCase", "task_core_entry", "taskCoreEntry"],
    ["kebabCase", "task_core_entry", "task-core-entry"],
    ["pascalCase", "task_core_entry", "TaskCoreEntry"],
    ["quote", 'a "b"', '"a \\"b\\""'],
    ["cell", "a|b", "a\\|b"],
  ])("or a text is written as %s", (name, text, wanted) => {
    expect(helper(name)(text)).toBe(wanted);
  });

  it("can be one of several, with commas between", () => {
    expect(helper("join")(["a", "b"])).toBe("a, b");
  });

  it("is filled up to a width", () => {
    expect(helper("pad")("ab", 4)).toBe("ab  ");
    expect(helper("pad")("abcde", 4)).toBe("abcde");
  });
});
