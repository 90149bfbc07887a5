import { describe, expect, it } from "vitest";
import { parseProtoFile, printItem } from "../../../generator/import/proto-file.ts";
import { mergeProtos } from "../../../generator/import/protos.ts";
import { protosIn, readTexts } from "../../../generator/import/texts.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const own = protosIn(readTexts(PROJECT_SCHEMA));

/** A message of one file, brought to another form. */
function merged(ours: string, wanted: string, known = ""): string | undefined {
  return mergeProtos(new Map([["a.proto", ours]]), new Map([["a.proto", wanted]]), new Map([["a.proto", known]])).get(
    "a.proto",
  );
}

describe("a .proto file", () => {
  it.each([...own])("%s is printed as it was parsed", (_, text) => {
    const { chunks, tail } = parseProtoFile(text);
    expect(chunks.map((chunk) => chunk.text).join("") + tail).toBe(text);
    for (const { item, text: written } of chunks) expect(printItem(item)).toBe(written.trimStart());
  });
});

describe("a merge", () => {
  it("leaves alone what is the same but for blanks, comments and the order of options", () => {
    const ours = "message a { // odd\n    required uint32 b=1[(criu).dev = true,default=16]; // c\n}\n";
    expect(merged(ours, "message a {\n\trequired uint32\tb\t= 1 [default = 0x10, (criu).dev = true];\n}")).toBe(ours);
  });

  it("writes a message with a change in columns, and keeps the comments", () => {
    const ours =
      "// A\nmessage a {\n  // B\n  required uint32 b = 1; // still\n\n  // C\n  optional bool   c = 2;\n}\n";
    expect(merged(ours, "message a { required uint32 b = 1; optional uint64 longer = 12; optional bool c = 2; }")).toBe(
      [
        "// A\nmessage a {\n  // B\n  required uint32 b      =  1; // still",
        "  optional uint64 longer = 12;\n\n  // C\n  optional bool   c      =  2;\n}\n",
      ].join("\n"),
    );
  });

  it("takes one with the same number and type for the same field under another name", () => {
    const ours = "message a {\n  // Pages\n  required uint32 n = 2;\n}\n";
    const wanted = "message a { required uint32 old = 2; optional uint64 n = 5; }";
    expect(merged(ours, wanted)).toBe(
      "message a {\n  // Pages\n  required uint32 old = 2;\n  optional uint64 n   = 5;\n}\n",
    );
  });

  it("gives what is new the comments that are known, never those of the source", () => {
    const known = "// Known\nmessage b {\n  // Field\n  optional bool c = 1;\n}\n";
    const wanted = "message a {}\n// GPL\nmessage b {\n  // GPL\n  optional bool c = 1; // GPL\n}\n";
    expect(merged("message a {}\n", wanted, known)).toBe(`message a {}\n\n${known}`);
  });

  it("adds, drops and moves values of enums, nested ones too", () => {
    const ours = "message a {\n  enum e {\n    X = 1;\n    // Y\n    Y = 2;\n  }\n\n  optional e f = 1;\n}\n";
    expect(merged(ours, "message a { enum e { Z = 0; Y = 3; } optional e f = 1; }")).toBe(
      "message a {\n  enum e {\n    Z = 0;\n    // Y\n    Y = 3;\n  }\n\n  optional e f = 1;\n}\n",
    );
  });

  it("takes out messages and files that are gone, and the imports of these", () => {
    const ours = new Map([
      ["a.proto", 'syntax = "proto2";\n\nimport "b.proto";\n\nmessage a {}\n\n// Gone\nmessage c {}\n'],
      ["b.proto", "message b {}\n"],
    ]);
    const texts = mergeProtos(ours, new Map([["a.proto", 'import "b.proto"; message a {}']]), new Map());
    expect([...texts]).toEqual([["a.proto", 'syntax = "proto2";\n\nmessage a {}\n']]);
  });

  it("keeps what is no field, and takes over what the source has of that", () => {
    const ours = "message a {\n  reserved 5;\n\n  option deprecated = true;\n\n  optional bool b = 1;\n}\n";
    const wanted =
      "message a { reserved 5; reserved 6 to 8; oneof c { bool b = 1; } }\nextend x { optional bool y = 9; }";
    const text = merged(ours, wanted) ?? "";
    for (const line of ["reserved 5;", "reserved 6 to 8;", "option deprecated = true;", "oneof c {", "extend x {"]) {
      expect(text.split(line)).toHaveLength(2);
    }
    expect(merged(text, wanted)).toBe(text);
  });

  it("makes files, with the imports that they need", () => {
    const wanted = new Map([
      ["a.proto", 'import "b.proto";\nmessage a { optional b b1 = 1; }'],
      ["b.proto", "message b {}"],
    ]);
    const texts = mergeProtos(new Map(), wanted, new Map());
    expect(texts.get("a.proto")).toBe(
      'syntax = "proto2";\n\nimport "b.proto";\n\nmessage a {\n  optional b b1 = 1;\n}\n',
    );
  });
});
