import { describe, expect, it } from "vitest";
import { type Declaration, scanProto } from "../../../generator/load/scan.ts";

/** Declarations as `kind path line:column` and, where there is one, `= default`. */
function scan(text: string): string[] {
  return scanProto("a.proto", text).map(
    ({ kind, path, at, default: value }: Declaration) =>
      `${kind} ${path} ${at.line}:${at.column}${value === undefined ? "" : ` = ${value.text}`}`,
  );
}

describe("a default", () => {
  const defaultOf = (options: string): string | undefined =>
    scanProto("a.proto", `message note {\n  optional string a = 1 [${options}];\n  optional uint32 z = 2;\n}`).find(
      ({ path }) => path === "note.a",
    )?.default?.text;

  it.each([
    ["default = 12", "12"],
    ["default=-0x7f", "-0x7f"],
    ["deprecated = true, default = ONE", "ONE"],
    ["default = 1.5e3, (criu).hex = true", "1.5e3"],
    ['default = ""', ""],
    ["default = 'it\\'s'", "it's"],
    ['default = "say \\"hi\\""', 'say "hi"'],
    ['default = "{ } ; [ ] = ,"', "{ } ; [ ] = ,"],
    ['default = "/* a */ // b"', "/* a */ // b"],
    ['default = "{"', "{"],
    ['default = "}"', "}"],
    ['default = "["', "["],
    ['default = "]"', "]"],
    ['default = "="', "="],
  ])("is kept as it is written: [%s]", (options, expected) => {
    expect(defaultOf(options)).toBe(expected);
  });

  it("is known to stand in quotes, or not to", () => {
    const text = 'message note { optional string a = 1 [default = "x"]; optional uint32 b = 2 [default = 5]; }';
    const defaults = scanProto("a.proto", text).map((declaration) => declaration.default);
    expect(defaults).toEqual([undefined, { text: "x", quoted: true }, { text: "5", quoted: false }]);
  });

  it("may be a semicolon", () => {
    expect(defaultOf('default = ";"')).toBe(";");
  });

  it("may be several strings, which are one", () => {
    expect(defaultOf('default = "a" "b"')).toBe("ab");
  });

  it("is not one where another option has that word as its value", () => {
    expect(defaultOf('(criu).dict = "default", default = "x"')).toBe("x");
    expect(defaultOf('(criu).dict = "default", (criu).hex = true')).toBeUndefined();
  });

  it("is not one where the field has that name", () => {
    expect(scan("message note {\n  optional uint32 default = 1;\n}")).toContain("field note.default 2:19");
  });
});

describe("options with aggregate values", () => {
  const fields = (text: string): string[] => scan(text).filter((line) => line.startsWith("field"));

  it("of a file or a message do not open a scope", () => {
    const text =
      'option (o) = { a: 1, b { c: "}" } };\nmessage note {\n  option (o) = { a: 1 b { c: 2 } };\n  optional uint32 size = 1;\n}';
    expect(scan(text)).toEqual(["message note 2:9", "field note.size 4:19"]);
  });

  it("of a field do not hide its default", () => {
    expect(fields("message note {\n  optional uint32 size = 1 [(o) = { a: 1, b { c: 2 } }, default = 4];\n}")).toEqual([
      "field note.size 2:19 = 4",
    ]);
  });

  it("may have semicolons in them", () => {
    expect(fields("message note {\n  optional uint32 size = 1 [(o) = { a: 1; b: 2 }, default = 4];\n}")).toEqual([
      "field note.size 2:19 = 4",
    ]);
    expect(fields("message note {\n  option (o) = { a: 1; b { c: 2 } };\n  optional uint32 size = 1;\n}")).toEqual([
      "field note.size 3:19",
    ]);
  });

  it("may have strings in them that look like ends", () => {
    expect(fields('message note {\n  optional uint32 size = 1 [(o) = "]", (p) = { a: 1 }, default = 4];\n}')).toEqual([
      "field note.size 2:19 = 4",
    ]);
  });
});
