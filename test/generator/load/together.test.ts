import { describe, expect, it } from "vitest";
import { problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

/** Returns the problems of a schema as `file:line code`. */
function found(texts: Parameters<typeof tinySchema>[0]): string[] {
  return problemsOf(tinySchema(texts)).map(({ file, line, code }) => `${file}:${line} ${code}`);
}

describe("problems of all passes", () => {
  it("are all reported at once, sorted by file and line", () => {
    const images = table(
      "WRONG: { about: A, file: wrong.img, magic: 7, entries: base_entry, colour: red }",
      row("ALIAS", "magic: WRONG, entries: base_entry"),
      row("BLOB", "raw: true, entries: base_entry"),
      row("GONE", "magic: 8, entries: base_entri"),
      row("LENGTH", "magic: 9, entries: note, extra: bytes(lenght)"),
      row("ZERO", "magic: 0, entries: note"),
    );
    const protos = {
      "a.proto": proto("enum a {}\nmessage note {\n  optional uint32 no = 0;\n  optional uint23 size = 1;\n}"),
      "b.proto": proto("message b {\n  optional uint32 a = 1 [default = 4294967296];\n  optional uint32 b = 2 3;\n}"),
      "c.proto": proto("message c {\n  optional uint32 a = 1 [(criu).hexx = true, (criu).flags = 'none'];\n"),
      "d.proto": proto('message d { optional uint32 a = 1 [(criu).flags = "none"]; }'),
    };
    expect(found({ images, protos, history: "v1: { date: today }\n" })).toEqual([
      "history.yaml:1 bad-name",
      "history.yaml:1 bad-value",
      "images.yaml:9 unknown-key",
      "images.yaml:11 raw-with-layout",
      "images.yaml:12 unknown-message",
      "images.yaml:13 bad-length-field",
      "images.yaml:14 zero-magic",
      "messages/a.proto:3 bad-enum",
      "messages/a.proto:5 bad-number",
      "messages/a.proto:6 unknown-type",
      "messages/b.proto:5 proto-syntax",
      "messages/c.proto:3 proto-syntax",
      "messages/d.proto:3 unknown-display",
    ]);
  });

  it("are all reported even if a YAML file cannot be parsed", () => {
    const protos = { "a.proto": proto("message a { optional uint23 size = 1; }") };
    expect(found({ images: "images: {", display: "flags: [", protos })).toEqual([
      "display.yaml:1 yaml-syntax",
      "images.yaml:1 yaml-syntax",
      "messages/a.proto:3 unknown-type",
    ]);
  });

  it("are all reported even if a key is duplicated", () => {
    expect(found({ images: table(row("TWICE", "magic: 0, entries: none"), row("TWICE", "raw: true")) })).toEqual([
      "images.yaml:9 zero-magic",
      "images.yaml:9 unknown-message",
      "images.yaml:10 duplicate-key",
    ]);
  });
});

describe("one mistake is one problem if it concerns", () => {
  it.each([
    ["a message in an invalid file", "message a { optional uint32 = 1; }\nmessage note { required uint32 size = 1; }"],
    ["a message in a file with an open comment", "message note { required uint32 size = 1; }\n/*"],
    ["a message in a file of an unsupported edition", 'edition = "2023";\nmessage note { required uint32 size = 1; }'],
    ["a refused field", "message note { required uint32 size = 0; }"],
    [
      "a message with a field of a refused message",
      "message note { required uint32 size = 1; optional parts a = 2; }\nmessage parts { optional int32 a = 0; }",
    ],
  ])("%s", (_, text) => {
    const rows = [
      row("NOTE", "magic: 5, entries: note, extra: bytes(size)"),
      row("HEAD", "magic: 6, first: note, rest: bytes"),
    ];
    const other = proto('import "note.proto";\nmessage other { optional note note = 1; }');
    const problems = found({ images: table(...rows), protos: { "note.proto": text, "other.proto": other } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^messages\/note\.proto:\d /);
  });

  it("the field of a condition, or of the version", () => {
    const base = proto("message base_entry {\n  required uint32 version = 0;\n  optional bool loud = 0;\n}");
    const images = table(row("NOTE", "magic: 5, first: base_entry, rest: bytes if loud"));
    expect(found({ images, protos: { "base.proto": base } })).toEqual([
      "messages/base.proto:4 bad-number",
      "messages/base.proto:5 bad-number",
    ]);
  });
});

describe("the optional files of a schema", () => {
  it("are the display data and the history", async () => {
    const { rmSync } = await import("node:fs");
    const folder = tinySchema();
    for (const name of ["display.yaml", "history.yaml"]) rmSync(`${folder}/${name}`);
    expect(problemsOf(folder)).toEqual([]);
  });

  it("do not include the schema's folder: it is one problem", () => {
    expect(problemsOf("/nowhere/schema")).toMatchObject([{ code: "unreadable", message: "there is no such folder" }]);
  });
});
