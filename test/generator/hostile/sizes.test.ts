import process from "node:process";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { generate, loadModel } from "../../../generator/generate.ts";
import { parseYaml } from "../../../generator/load/source.ts";
import type { Problem } from "../../../generator/model/problem.ts";
import { plannedFiles } from "../../support/modules.ts";
import { problemsOf, projectOf, proto, table, tinySchema } from "../../support/schema.ts";

describe("a path out of the schema or the package", () => {
  it.each(["../../x", "/etc/x", "a/../../x.img"])("cannot be the file name of an image: %s", (path) => {
    const images = table(`NOTE: { about: A, file: "${path}", raw: true }`);
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "bad-value", file: "images.yaml", line: 9 }]);
  });

  it.each(["../../x.proto", "/etc/passwd", "google/protobuf/../../x.proto"])("cannot be an import: %s", (path) => {
    const protos = { "note.proto": proto(`import "${path}";`) };
    expect(problemsOf(tinySchema({ protos }))).toMatchObject([
      { code: "unknown-import", file: "messages/note.proto", line: 3, column: 9 },
    ]);
  });

  it("cannot be the name of an image, a message or a package", () => {
    const images = table('"../../X": { about: A, file: a, raw: true }');
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "bad-name", file: "images.yaml", line: 9 }]);
    const protos = { "note.proto": proto("package ../../x;\nmessage note {}") };
    expect(problemsOf(tinySchema({ protos }))).toMatchObject([{ code: "proto-syntax", file: "messages/note.proto" }]);
  });
});

describe("files with circular imports", () => {
  it("are refused, once per circle", () => {
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

describe("an unusually large schema", () => {
  it("can have a .proto file of 5 MB of messages, and a problem at its end is found", () => {
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

  it("can have a table of 5 MB, and a problem at its end is found", () => {
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

  it("can have any number of images, but at most 4000 in a package", () => {
    const schema = tinySchema({ images: table(...rows(4500)) });
    const model = loadModel(schema);
    expect(model.images).toHaveLength(4501);
    expect(() => plannedFiles(model)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code: "unsupported",
            message: "the package would have 4501 images; at most 4000 are supported",
            hint: expect.stringContaining("`images` in critgen.yaml"),
            at: { file: "images.yaml", line: 4008, column: 3 },
          }),
        ],
      }),
    );
    const some = chosenOf(model, projectOf({ images: ["N17", "N29*"], schema }));
    expect(plannedFiles(some).filter(({ path }) => path.startsWith("src/images/"))).toHaveLength(112);
  });

  it("can have more images than TypeScript allows in a union of literal types", () => {
    const many = process.env["CRITGEN_LONG"] === undefined ? 550 : 2100;
    const files = generate(tinySchema({ images: table(...rows(many)) }));
    expect(files.has(`src/images/n${many - 1}.ts`)).toBe(true);
    // A tuple avoids a union, in which each type is compared with all others.
    for (const path of ["src/all.ts", "src/layouts/images.ts"]) expect(files.get(path)).not.toMatch(/^\];$/m);
  });

  it("can have a map of many keys, without a comparison of all pairs", () => {
    const some = vi.spyOn(Array.prototype, "some");
    onTestFinished(() => some.mockRestore());
    const problems: Problem[] = [];
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}: 1\n`).join("");
    parseYaml("a.yaml", `${keys}k7: 2\n`, problems);
    expect(some.mock.contexts.reduce<number>((n, list) => n + (list as unknown[]).length, 0)).toBeLessThan(10_000);
    expect(problems).toEqual([
      { code: "duplicate-key", message: "map keys must be unique", at: { file: "a.yaml", line: 1001, column: 1 } },
    ]);
  });

  it.each([
    ["brackets", `images: ${"[".repeat(3000)}`],
    ["lists", `images:\n  ${"- ".repeat(3000)}`],
  ])("refuses nesting of %s that would take the whole stack", (_, text) => {
    const problems: Problem[] = [];
    expect(parseYaml("a.yaml", text, problems)).toBeUndefined();
    expect(problems).toMatchObject([{ code: "yaml-syntax", message: "more than 200 lists and maps are nested" }]);
  });
});
