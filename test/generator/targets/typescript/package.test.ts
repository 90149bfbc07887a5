import { describe, expect, it } from "vitest";
import { PARTS, type PackagePart } from "../../../../generator/model/config.ts";
import type { Model } from "../../../../generator/model/model.ts";
import { planPackage } from "../../../../generator/plan/package.ts";
import { exportViews } from "../../../../generator/targets/typescript/exports.ts";
import { readmeView } from "../../../../generator/targets/typescript/readme.ts";
import { selfTestView } from "../../../../generator/targets/typescript/self-test.ts";
import { modelOf } from "../../../support/model.ts";
import { plannedFiles } from "../../../support/modules.ts";
import { row } from "../../../support/schema.ts";

const MESSAGES =
  "message note { required uint32 n = 1; optional string s = 2; optional kind k = 3; }\n// A kind\nenum kind { ONE = 1; }";
const ROWS = [row("NOTE", "magic: 5, entries: note, extra: bytes(n)"), row("BLOB", "raw: true")];
const model = (): Model => modelOf(ROWS, MESSAGES);

type View = Record<string, unknown>;

/** Returns the files of a package with these parts, and a function that returns the view of a file. */
function planned(parts: readonly PackagePart[], of: Model = model(), output: "package" | "sources" = "sources") {
  const files = plannedFiles(of, parts, output);
  const view = (path: string) => files.find((file) => file.path === path)?.view as View;
  return { files, paths: files.map(({ path }) => path), view };
}

describe("a package", () => {
  it("has a module per message, enum and image, and descriptive files, sorted by path", () => {
    const { files } = planned(["codec"]);
    expect(files.map(({ path, template, source }) => `${path} ${template} ${source}`)).toEqual([
      "README.md README.md images.yaml",
      "package.json package.json images.yaml",
      "src/all.ts all.ts images.yaml",
      "src/enums/kind.ts enum.ts messages/note.proto",
      "src/images/base.ts image.ts images.yaml",
      "src/images/blob.ts image.ts images.yaml",
      "src/images/note.ts image.ts images.yaml",
      "src/index.ts index.ts images.yaml",
      "src/magic.ts magic.ts images.yaml",
      "src/messages/base-entry.ts message.ts messages/base.proto",
      "src/messages/note.ts message.ts messages/note.proto",
      "src/self-test.ts self-test.ts images.yaml",
      "tsconfig.json tsconfig.json images.yaml",
    ]);
    const prints = files.map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(files.length);
    expect(planned(["codec"]).files.map(({ fingerprint }) => fingerprint)).toEqual(prints);
  });

  it.each<[PackagePart, readonly string[]]>([
    ["columns", ["src/columns/base.ts columns.ts images.yaml"]],
    [
      "json",
      [
        ...["src/json.ts json.ts images.yaml", "src/layouts/images.ts image-layouts.ts images.yaml"],
        ...["src/layouts/messages.ts message-layouts.ts messages/", "src/names.ts names.ts display.yaml"],
      ],
    ],
    ["node", ["src/node.ts node.ts images.yaml"]],
    ["history", ["src/history.ts history.ts history.yaml"]],
    ["schema", ["src/schema.ts schema.ts images.yaml"]],
    ["relations", ["src/relations.ts relations.ts relations.yaml"]],
  ])("also has these files with the part %s", (part, more) => {
    const without = new Set(planned(["codec"]).paths);
    const found = planned(["codec", part]).files.filter(({ path }) => !without.has(path));
    expect(found.map(({ path, template, source }) => `${path} ${template} ${source}`)).toEqual(more);
  });

  it("opens folders by the image with the version field", () => {
    expect(planned(["codec", "node"]).view("src/node.ts")).toEqual({
      inventory: { image: "BASE", version: "version" },
    });
  });

  it("has an extension's file by its path in the extension, for any folder", () => {
    const { messages, images, ...rest } = model();
    const at = (file: string) => ({ file, line: 1, column: 1 });
    const files = ["./fork/messages/a/note.proto", "../../fork/messages/note.proto", "/abs/messages/note.proto"];
    const sources = files.map((file) => {
      const moved = messages.map((one) => ({ ...one, at: at(file) }));
      return planned(["codec"], { ...rest, images, messages: moved }).files.find(
        ({ path }) => path === "src/messages/note.ts",
      );
    });
    expect(sources.map((file) => file?.source)).toEqual([
      ...["messages/a/note.proto", "messages/note.proto", "messages/note.proto"],
    ]);
    const rows = images.map((one) => ({ ...one, at: at("../fork/images.yaml") }));
    const { files: all } = planned(["codec"], { ...rest, messages, images: rows });
    expect(all.find(({ path }) => path === "src/images/blob.ts")?.source).toBe("images.yaml");
  });

  it("can have 4000 images, and no more", () => {
    const { images, ...rest } = model();
    const [blob] = images.slice(-1);
    const many = (count: number): Model => ({
      ...rest,
      images: Array.from({ length: count }, (_, i) => ({ ...blob, name: `B${i}` }) as (typeof images)[0]),
    });
    expect(planned(["codec"], many(4000)).paths).toContain("src/images/b3999.ts");
    const problem = {
      code: "unsupported",
      message: "the package would have 4001 images; at most 4000 are supported",
      hint: "choose some with `images` in critgen.yaml or `--images`",
      at: expect.objectContaining({ file: "images.yaml" }),
    };
    expect(() => planned(["codec"], many(4001))).toThrow(expect.objectContaining({ problems: [problem] }));
  });
});

describe("the index of a package", () => {
  const typesOf = (of: Model): string[] =>
    (planned(["codec"], of).view("src/index.ts")["publicTypes"] as { from: string }[]).map(({ from }) => from);

  it("exports the portable modules, without those with a subpath of their own", () => {
    expect(
      planned(["codec", "json", "node", "columns", "history", "relations", "schema"]).view("src/index.ts")["modules"],
    ).toEqual([
      ...["./all.ts", "./columns/base.ts", "./enums/kind.ts", "./images/base.ts", "./images/blob.ts"],
      ...["./images/note.ts", "./magic.ts", "./messages/base-entry.ts", "./messages/note.ts"],
      ...["./runtime/image/names.ts", "./runtime/wire/enums.ts", "./runtime/wire/errors.ts"],
    ]);
    expect(planned(["codec"], modelOf([])).view("src/index.ts")["modules"]).not.toContain("./runtime/wire/enums.ts");
  });

  it("exports the types of streams, unknown fields and maps if the package uses them", () => {
    const everywhere = ["checkpoint", "descriptor", "framing", "image"].map((name) => `./runtime/image/${name}.ts`);
    const limits = "./runtime/wire/limits.ts";
    const framed = ["./runtime/image/stream.ts", limits, "./runtime/wire/unknown.ts"];
    expect(typesOf(model())).toEqual([...everywhere, ...framed]);
    const maps = modelOf(
      [row("NOTE", "magic: 5, entries: note")],
      "message note { map<bool, bool> a = 1; optional bool b = 2; }",
    );
    expect(typesOf(maps)).toContain("./runtime/wire/maps.ts");
    const { images, ...rest } = model();
    expect(typesOf({ ...rest, images: images.slice(-1) })).toEqual([...everywhere, limits]);
  });
});

describe("package.json of a package", () => {
  it("has the values of the config, the fingerprint of the schema and the command of the self-test", () => {
    const { view } = planned(["codec", "node"]);
    const selfTest =
      "node -e \"import('criu-images/self-test').then(({ selfTest }) => console.log(selfTest(), 'images: ok'))\"";
    expect(view("package.json")).toMatchObject({
      name: "criu-images",
      schema: "abc",
      node: true,
      isBuilt: true,
      selfTest,
    });
    expect(view("tsconfig.json")).toEqual({ node: true });
    const compiled = planned(["codec"], model(), "package").view;
    expect(compiled("package.json")).toMatchObject({ isBuilt: false, node: false });
    expect(compiled("tsconfig.json")).toEqual({ node: false });
  });

  it("exports each module by its path, and sources under a condition of their own", () => {
    const modules = [
      "src/magic.ts",
      "src/layouts/messages.ts",
      "src/index.ts",
      "src/layouts/images.ts",
      "src/images/a.ts",
    ];
    const views = exportViews(modules, { output: "package" });
    expect(views.map(({ path }) => path)).toEqual([".", "./images/a", "./layouts", "./magic"]);
    expect(views[2]?.conditions).toEqual([
      { name: "types", file: "./dist/layouts/images.d.ts" },
      { name: "default", file: "./dist/layouts/images.js" },
    ]);
    // Node tries conditions in this order.
    expect(exportViews(["src/magic.ts"], { output: "sources" })[0]?.conditions).toEqual([
      { name: "@critgen/source", file: "./src/magic.ts" },
      { name: "types", file: "./dist/magic.d.ts" },
      { name: "default", file: "./dist/magic.js" },
    ]);
  });
});

describe("the README of a package", () => {
  it("lists each image with its content, and shows how to read the first one with entries", () => {
    const rows = [
      ...[
        row("FIRST", "magic: 6, rest: bytes"),
        row("SOME", "magic: 7, first: note, entries: note if b, rest: bytes unless b"),
      ],
      ...ROWS,
    ];
    const { images, ...rest } = modelOf(
      rows,
      MESSAGES.replace("optional string", "optional bool b = 9; optional string"),
    );
    const readmeOf = (model: Model, parts: readonly PackagePart[] = PARTS) =>
      readmeView(planPackage(model, parts), { parts });
    const view = readmeOf({ ...rest, images: images.slice(1) }, ["codec", "json"]);
    expect(view).toMatchObject({
      images: [
        { image: "FIRST", file: "first.img", what: "the rest of the file" },
        { image: "SOME", file: "some.img", what: "note, note, the rest of the file" },
        { image: "NOTE", file: "note.img", what: "note with its extra" },
        { image: "BLOB", file: "blob.img", what: "raw" },
      ],
      example: { decode: "decodeSomeImage", encode: "encodeSomeImage", module: "some", has: "entries" },
      ...{ inventory: false, json: true, node: false, columns: false, history: false },
    });
    expect(readmeOf({ ...rest, images: images.slice(1, 2) })).toMatchObject({
      example: { module: "first", has: "rest" },
      ...{ json: true, node: true, columns: true, history: true },
    });
    expect(readmeOf(modelOf(ROWS, MESSAGES))).toMatchObject({ inventory: true });
  });
});

describe("the module of an enum", () => {
  it("has the values and their comments", () => {
    const text =
      "// A kind\nenum kind {\n  // The one.\n  ONE = 1;\n  TWO = 2;\n}\nmessage note { optional kind k = 1; optional other o = 2; }\nenum other { A = 0; }";
    const { view } = planned(["codec"], modelOf([row("NOTE", "magic: 5, entries: note")], text));
    expect(view("src/enums/kind.ts")).toMatchObject({
      name: "Kind",
      about: ["A value of `kind`. Values without a name in the schema are kept as numbers."],
      doc: ["A kind."],
      values: [
        { name: "ONE", number: 1, doc: ["The one."] },
        { name: "TWO", number: 2, doc: [] },
      ],
    });
    expect(view("src/enums/other.ts")).toMatchObject({ doc: ["The enum `other`."] });
  });
});

describe("the self-test of a package", () => {
  it("has a sample of each image, if possible, in lines of up to 48 bytes, and tests JSON if the package has it", () => {
    const rows = [
      row("NOTE", "magic: 5, entries: base_entry, extra: bytes(version) pad 64"),
      ...[row("ENDLESS", "magic: 6, entries: endless"), row("BLOB", "raw: true")],
    ];
    const of = modelOf(rows, "message endless { required endless e = 1; }");
    const selfTestOf = (model: Model, parts: readonly PackagePart[]) => selfTestView(planPackage(model, parts));
    const { samples, json } = selfTestOf(of, ["codec", "json"]);
    expect([samples.map(({ image }) => image), json]).toEqual([["BASE", "NOTE", "BLOB"], true]);
    const lengths = samples[1]?.entry.map((line) => line.length) ?? [];
    expect(lengths.slice(-2)).toEqual([96, 32]);
    expect(samples[1]?.begin.join("")).toBe("1943565405000000");
    expect(selfTestOf(of, ["codec"]).json).toBe(false);
    expect(selfTestOf({ ...of, images: of.images.slice(-1) }, ["codec", "json"]).json).toBe(false);
  });
});
