import { describe, expect, it } from "vitest";
import { parseProtoFile, printItem } from "../../../upstream/import/proto-file.ts";
import { mergeProtos, type ProtoContext } from "../../../upstream/import/protos.ts";
import { protosIn, readTexts } from "../../../upstream/import/texts.ts";
import { messages } from "../../support/facts.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const own = protosIn(readTexts(PROJECT_SCHEMA));
/** Files of CRIU's: `import` wrote them. */
const files = new Set(Object.values(messages).map(({ file }) => file));

/** Merges the declarations of a source into a file. */
function merged(ours: string, wanted: string, known = "", more: Omit<ProtoContext, "known"> = {}): string | undefined {
  const [a, b, c] = [ours, wanted, known].map((text) => new Map([["a.proto", text]]));
  return mergeProtos(a ?? new Map(), b ?? new Map(), { ...more, known: c ?? new Map() }).get("a.proto");
}

describe("a .proto file", () => {
  it.each([...own].filter(([name]) => files.has(name)))("%s is printed as it was parsed", (_, text) => {
    const { chunks, tail } = parseProtoFile(text);
    expect(chunks.map((chunk) => chunk.text).join("") + tail).toBe(text);
    for (const { item, text: written } of chunks) expect(printItem(item)).toBe(written.trimStart());
  });
});

describe("a merge of .proto files", () => {
  it("keeps a file if only whitespace, comments or the order of options differ", () => {
    const ours = "message a { // odd\n    required uint32 b=1[(criu).dev = true,default=16]; // c\n}\n";
    expect(merged(ours, "message a {\n\trequired uint32\tb\t= 1 [default = 0x10, (criu).dev = true];\n}")).toBe(ours);
  });

  it("aligns a changed message in columns, and keeps its comments", () => {
    const ours =
      "// A\nmessage a {\n  // B\n  required uint32 b = 1; // still\n\n  // C\n  optional bool   c = 2;\n}\n";
    expect(merged(ours, "message a { required uint32 b = 1; optional uint64 longer = 12; optional bool c = 2; }")).toBe(
      [
        "// A\nmessage a {\n  // B\n  required uint32 b      =  1; // still",
        "  optional uint64 longer = 12;\n\n  // C\n  optional bool   c      =  2;\n}\n",
      ].join("\n"),
    );
  });

  it("matches a renamed field by number and type", () => {
    const ours = "message a {\n  // Pages\n  required uint32 n = 2;\n}\n";
    const wanted = "message a { required uint32 old = 2; optional uint64 n = 5; }";
    expect(merged(ours, wanted)).toBe(
      "message a {\n  // Pages\n  required uint32 old = 2;\n  optional uint64 n   = 5;\n}\n",
    );
  });

  it("adds, drops and moves values of enums, even nested ones", () => {
    const ours = "message a {\n  enum e {\n    X = 1;\n    // Y\n    Y = 2;\n  }\n\n  optional e f = 1;\n}\n";
    expect(merged(ours, "message a { enum e { Z = 0; Y = 3; } optional e f = 1; }")).toBe(
      "message a {\n  enum e {\n    Z = 0;\n    // Y\n    Y = 3;\n  }\n\n  optional e f = 1;\n}\n",
    );
  });

  it("keeps the schema's own messages and extensions, after the new ones, with empty lines between", () => {
    const ours = "message acme { optional bool b = 1; }\n\nextend acme { optional bool c = 100; }\n";
    const gone = "\nmessage gone {}\n";
    expect(merged(ours + gone, "message a {}", "", { own: new Set(["acme"]) })).toBe(`message a {\n}\n\n${ours}`);
  });

  it("distinguishes a message from its extension", () => {
    const extension = "extend a {\n  optional bool x = 100;\n}\n";
    expect(merged("message a {}\n", `message a {}\n${extension}`)).toBe(`message a {}\n\n${extension}`);
    expect(merged(`message a {}\n\n${extension}`, "message a {}")).toBe("message a {}\n");
  });

  it("matches fields by number, name or type, and blocks only with blocks", () => {
    const ours = "message a {\n  // X\n  optional uint32 x = 1;\n  // Y\n  optional uint32 y = 2;\n}\n";
    const swapped = "message a {\n  // Y\n  optional uint32 x = 2;\n  // X\n  optional uint32 y = 1;\n}\n";
    // The names are swapped: each number keeps its comment.
    expect(merged(ours, "message a { optional uint32 x = 2; optional uint32 y = 1; }")).toBe(
      swapped.replace(/(.*\{\n)( {2}\/\/ Y\n.*\n)( {2}\/\/ X\n.*\n)(\}\n)/, "$1$3$2$4"),
    );
    const retyped = "message a {\n  // X\n  optional string z = 1;\n}\n";
    expect(merged("message a {\n  // X\n  optional uint32 x = 1;\n}\n", "message a { optional string z = 1; }")).toBe(
      retyped.replace("  // X\n", ""),
    );
    const block = "message a {\n  // B\n  message b {\n  }\n}\n";
    expect(merged(block, "message a { optional bool b = 1; }")).toBe("message a {\n  optional bool b = 1;\n}\n");
  });

  it("takes over differing options, in any order and notation", () => {
    const ours = "message a {\n  optional uint32 x = 1 [default = 16, (criu).hex = true];\n}\n";
    const of = (options: string): string | undefined =>
      merged(ours, `message a { optional uint32 x = 1 [${options}]; }`);
    expect(of("(criu).hex=true,default=0x10")).toBe(ours);
    expect(of("default=0x11,(criu).hex=true")).toBe(ours.replace("= 16", "= 0x11"));
    expect(of("default=16")).toBe(ours.replace(", (criu).hex = true", ""));
  });

  it("puts a new message after its neighbour in the source", () => {
    const ours = "message a {}\n\n// B\nmessage b {}\n\nmessage c {}\n";
    const text = merged(ours, "message z {} message a {} message n {} message o {} message b {} message c {}") ?? "";
    expect(text.match(/(?<=message )\w/g)?.join("")).toBe("zanobc");
    const fields = "message a {\n  optional bool a = 1;\n  optional bool b = 2;\n}\n";
    const more =
      "message a { optional bool x = 7; optional bool y = 8; optional bool a = 1; optional bool z = 9; optional bool b = 2; }";
    expect(
      merged(fields, more)
        ?.match(/\w(?= = )/g)
        ?.join(""),
    ).toBe("xyazb");
  });

  it("updates imports to those of the source, in their order, and keeps Google's", () => {
    const files = (text: string): Map<string, string> =>
      new Map([
        ["a.proto", text],
        ["b.proto", "message b {}"],
        ["c.proto", "message c {}"],
        ["d.proto", "message d {}"],
      ]);
    const of = (ours: string, wanted: string): string | undefined =>
      mergeProtos(files(ours), files(wanted)).get("a.proto");
    const head = 'syntax = "proto2";\n\npackage x;\n\n';
    const own = `${head}import "c.proto"; // ours\n\n// A\nmessage a {}\n`;
    expect(of(own, 'import "c.proto"; message a {}')).toBe(own);
    expect(
      of(own, 'import "b.proto"; import "c.proto"; import "google/d.proto"; import "gone.proto"; message a {}'),
    ).toBe(`${head}import "b.proto";\nimport "c.proto";\nimport "google/d.proto";\n\n// A\nmessage a {}\n`);
    expect(of(own, "message a {}")).toBe(`${head.trimEnd()}\n\n// A\nmessage a {}\n`);
    const two = `${head}import "c.proto";\nimport 'd.proto';\n\nmessage a {}\n`;
    expect(of(two, 'import "c.proto"; import "b.proto"; import "d.proto"; message a {}')).toBe(
      `${head}import "c.proto";\nimport "b.proto";\nimport "d.proto";\n\nmessage a {}\n`,
    );
  });

  it("removes missing messages and files, and their imports", () => {
    const ours = new Map([
      ["a.proto", 'syntax = "proto2";\n\nimport "b.proto";\n\nmessage a {}\n\n// Gone\nmessage c {}\n'],
      ["b.proto", "message b {}\n"],
    ]);
    const texts = mergeProtos(ours, new Map([["a.proto", 'import "b.proto"; message a {}']]));
    expect([...texts]).toEqual([["a.proto", 'syntax = "proto2";\n\nmessage a {}\n']]);
  });

  it("keeps statements other than fields, and takes over those of the source", () => {
    const ours = "message a {\n  reserved 5;\n\n  option deprecated = true;\n\n  optional bool b = 1;\n}\n";
    const wanted =
      "message a { reserved 5; reserved 6 to 8; oneof c { bool b = 1; } }\nextend x { optional bool y = 9; }";
    const text = merged(ours, wanted) ?? "";
    for (const line of ["reserved 5;", "reserved 6 to 8;", "option deprecated = true;", "oneof c {", "extend x {"]) {
      expect(text.split(line)).toHaveLength(2);
    }
    expect(merged(text, wanted)).toBe(text);
  });

  it("separates blocks by empty lines", () => {
    const wanted = "message z {} message a { enum e { X = 0; } optional e f = 1; message i {} }";
    expect(merged("message z {}\n", wanted)).toBe(
      "message z {}\n\nmessage a {\n  enum e {\n    X = 0;\n  }\n\n  optional e f = 1;\n\n  message i {\n  }\n}\n",
    );
  });

  it("makes files with the required imports", () => {
    const wanted = new Map([
      ["a.proto", 'import "b.proto";\nmessage a { optional b b1 = 1; }'],
      ["b.proto", "message b {}"],
    ]);
    const texts = mergeProtos(new Map(), wanted);
    expect(texts.get("a.proto")).toBe(
      'syntax = "proto2";\n\nimport "b.proto";\n\nmessage a {\n  optional b b1 = 1;\n}\n',
    );
  });
});

describe("comments in a merge", () => {
  const wanted =
    "message a {}\n// Theirs\nmessage b {\n\t/*\n\t * Field\n\t */\n\toptional bool c = 1; // behind\n};\n";

  it("come from the source with new statements, before and after them", () => {
    expect(merged("message a {}\n", wanted)).toBe(
      "message a {}\n\n// Theirs\nmessage b {\n  /*\n   * Field\n   */\n  optional bool c = 1; // behind\n}\n",
    );
    const enums = "enum e {\n  X = 0; // zero\n  /* one */\n  Y = 1; /* in\n two lines */\n}\n";
    expect(merged("enum e {\n  X = 0;\n}\n", enums)).toBe(
      "enum e {\n  X = 0;\n  /* one */\n  Y = 1; /* in\n two lines */\n}\n",
    );
  });

  it("come from the built-in schema if it has the statement, even if it has no comment", () => {
    const known = "// Known\nmessage b {\n  // Field\n  optional bool c = 1;\n}\n";
    expect(merged("message a {}\n", wanted, known)).toBe(`message a {}\n\n${known}`);
    const bare = "message b {\n  optional bool c = 1;\n}\n";
    expect(merged("message a {}\n", wanted, bare)).toBe(`message a {}\n\n${bare}`);
  });

  it("do not come from the built-in schema if its field differs or they do not fit the source", () => {
    const known = "// Since v4.2\nmessage b {\n  // Field\n  optional bool c = 2;\n}\n";
    const fits = (comment: string): boolean => !comment.includes("v4.2");
    const theirs = "message b { optional bool c = 1; // theirs\n}";
    expect(merged("message a {}\n", theirs, known, { fits })).toBe(
      "message b {\n  optional bool c = 1; // theirs\n}\n",
    );
    expect(merged(known, theirs, known, { fits })).toBe("message b {\n  optional bool c = 1; // theirs\n}\n");
  });

  it("stay if a person wrote them: before, after, inside and at the end", () => {
    const ours = [
      "// A",
      "message a { // opened",
      "  // B",
      "  optional /* inner */ bool b = 1; // behind",
      "",
      "  // Not yet: 3",
      "} // closed",
      "",
    ].join("\n");
    const more = "// Theirs\nmessage a { // theirs\n  // Theirs\n  optional bool b = 1; // theirs\n";
    expect(merged(ours, `${more} }`)).toBe(ours);
    expect(merged(ours, `${more} optional bool c = 2; }`)).toBe(
      ours
        .replace("  optional /* inner */ bool", "  /* inner */\n  optional bool")
        .replace("// behind\n", "// behind\n  optional bool c = 2;\n"),
    );
  });

  it("come from the source with changed statements that had none", () => {
    expect(
      merged("message a {\n  optional bool b = 1;\n}\n", "message a { // a\n optional uint32 b = 1; // n\n}"),
    ).toBe("message a {\n  optional uint32 b = 1; // n\n}\n");
  });

  it("come from the built-in schema for statements without any, and are removed for a release that they do not fit", () => {
    const bare = "message a {\n  optional bool b = 1;\n}\n";
    const known = "message a {\n  // Since v4.2\n  optional bool b = 1;\n}\n";
    expect(merged(bare, bare, known)).toBe(known);
    expect(merged(known, bare, known, { fits: () => false })).toBe(bare);
    expect(merged(known, bare, known)).toBe(known);
  });

  it("stay outside of declarations if the declaration below is removed", () => {
    const ours = "message a {}\n\n// ---- Section\n\n// Gone\nmessage c {}\n\nmessage d {}\n";
    expect(merged(ours, "message a {} message d {}")).toBe("message a {}\n\n// ---- Section\n\nmessage d {}\n");
    expect(merged(ours, "message a {}")).toBe("message a {}\n\n// ---- Section\n");
    const inner = "message a {\n  // -- Old\n\n  // Gone\n  optional bool b = 1;\n  optional bool c = 2;\n}\n";
    expect(merged(inner, "message a { optional bool c = 2; }")).toBe(
      "message a {\n  // -- Old\n\n  optional bool c = 2;\n}\n",
    );
    expect(merged(inner, "message a {}")).toBe("message a {\n  // -- Old\n}\n");
  });

  it("stay with a renamed message", () => {
    const ours = "// A\nmessage a {\n  // B\n  optional bool b = 1;\n}\n";
    const renamed = new Map([["a", "z"]]);
    expect(merged(ours, "message z { optional bool b = 1; }", "", { renamed })).toBe(
      ours.replace("message a", "message z"),
    );
  });
});
