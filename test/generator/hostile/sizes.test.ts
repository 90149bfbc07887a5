import { describe, expect, it } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { generate, loadModel } from "../../../generator/generate.ts";
import { FULL } from "../../../generator/model/config.ts";
import { planPackage } from "../../../generator/plan/package.ts";
import { problemsOf, projectOf, proto, table, tinySchema } from "../../support/schema.ts";

describe("a path that leads out of the schema, or of the package", () => {
  it.each(["../../x", "/etc/x", "a/../../x.img"])("is no name of an image's file: %s", (path) => {
    const images = table(`NOTE: { about: A, file: "${path}", raw: true }`);
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "bad-value", file: "images.yaml", line: 9 }]);
  });

  it.each(["../../x.proto", "/etc/passwd", "google/protobuf/../../x.proto"])("is no import: %s", (path) => {
    const protos = { "note.proto": proto(`import "${path}";`) };
    expect(problemsOf(tinySchema({ protos }))).toMatchObject([
      { code: "unknown-import", file: "messages/note.proto", line: 3, column: 9 },
    ]);
  });

  it("is no name of an image, a message or a package", () => {
    const images = table('"../../X": { about: A, file: a, raw: true }');
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "bad-name", file: "images.yaml", line: 9 }]);
    const protos = { "note.proto": proto("package ../../x;\nmessage note {}") };
    expect(problemsOf(tinySchema({ protos }))).toMatchObject([{ code: "proto-syntax", file: "messages/note.proto" }]);
  });
});

describe("files that import each other in a circle", () => {
  it("are refused, each circle once", () => {
    const protos = {
      "a.proto": proto('import "b.proto";\nmessage a { optional b b = 1; }'),
      "b.proto": proto('import "a.proto";\nimport "b.proto";\nmessage b { optional a a = 1; }'),
    };
    expect(problemsOf(tinySchema({ protos }))).toMatchObject([
      { code: "bad-import", message: "files import each other: a.proto → b.proto → a.proto", line: 3 },
      { code: "bad-import", message: "files import each other: b.proto → b.proto", line: 4 },
    ]);
  });
});

describe("a schema of unusual size", () => {
  it("can have a .proto file of 5 MB of messages, and says what is wrong at its end", () => {
    const field = (i: number): string => `  optional uint32 field_number_${i} = ${i + 1};\n`;
    const body = Array.from({ length: 40 }, (_, i) => field(i)).join("");
    const text = Array.from({ length: 3500 }, (_, i) => `message message_${i} {\n${body}}\n`).join("");
    expect(text.length).toBeGreaterThan(5_000_000);
    const last = "message last { optional message_3500 a = 1; optional uint32 b = 0; }";
    expect(problemsOf(tinySchema({ protos: { "note.proto": proto(`${text}${last}`) } }))).toMatchObject([
      { code: "unknown-type", hint: expect.stringContaining("did you mean message_") },
      { code: "bad-number" },
    ]);
  });

  it("can have a .proto file of 5 MB of comments", () => {
    const comment = `// ${"a long story ".repeat(7)}\n`;
    const text = proto(
      `${comment.repeat(Math.ceil(5_000_000 / comment.length))}message note { optional uint32 a = 1; }`,
    );
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(problemsOf(tinySchema({ protos: { "note.proto": text } }))).toEqual([]);
  });

  it("can have a table of 5 MB, and says what is wrong at its end", () => {
    const about = "very ".repeat(50_000);
    const rows = Array.from({ length: 20 }, (_, i) => `N${i}: { about: "${about}", file: n${i}, raw: true }`);
    const images = table(...rows, "LAST: { about: A, fil: a, raw: true }");
    expect(images.length).toBeGreaterThan(5_000_000);
    expect(problemsOf(tinySchema({ images }))).toMatchObject([
      { code: "missing-key", line: 29 },
      { code: "unknown-key", line: 29, hint: "did you mean file?" },
    ]);
  });

  const rows = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `N${i}: { about: A, file: "n${i}-%u.img", raw: true }`);

  it("can have any number of images, of which a package has 500 at most", () => {
    const schema = tinySchema({ images: table(...rows(3000)) });
    const model = loadModel(schema);
    expect(model.images).toHaveLength(3001);
    expect(() => planPackage(model, FULL, "")).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code: "unsupported",
            message: "the package would have 3001 images; it can have 500",
            hint: expect.stringContaining("`images` in critgen.yaml"),
            at: { file: "images.yaml", line: 508, column: 3 },
          }),
        ],
      }),
    );
    const some = chosenOf(model, projectOf({ images: ["N17", "N29*"], schema }));
    expect(planPackage(some, FULL, "").filter(({ path }) => path.startsWith("src/images/"))).toHaveLength(112);
  });

  it("can have 500 images in a package, and no more", () => {
    expect(generate(tinySchema({ images: table(...rows(499)) })).has("src/images/n498.ts")).toBe(true);
    expect(() => generate(tinySchema({ images: table(...rows(500)) }))).toThrow("the schema has a problem");
  });
});
