import { describe, expect, it } from "vitest";
import { generate } from "../../../generator/generate.ts";
import { reservedNames } from "../../../generator/targets/typescript/reserved.ts";
import { importPackage } from "../../support/random-package.ts";
import {
  expectProblem,
  PROJECT_SCHEMA,
  problemsOf,
  proto,
  row,
  type SchemaTexts,
  table,
  tinySchema,
} from "../../support/schema.ts";
import { compile } from "../hostile/support.ts";

/** Returns the texts with a `names` key above the rows. */
const withNames = ({ images = table(), ...texts }: SchemaTexts, names: string): SchemaTexts => ({
  ...texts,
  images: images.replace("images:", `names: { ${names} }\nimages:`),
});

const ROW = row("NOTE", "magic: 5, entries: note, extra: bytes(size)");
const NOTE = "message note { required uint32 size = 1; }";

describe("a name in the schema", () => {
  it.each([
    [
      "a message like an export of the runtime",
      "",
      "message image { optional image self = 1; repeated image more = 2; }",
    ],
    ["a message like a global of JavaScript", "", "message Promise { map<string, Promise> all = 1; }"],
    ["a message like a name that only writers use", "", "message nothing { optional bool a = 1; }"],
    [
      "an enum like an export of the runtime",
      "",
      "enum Reader { A = 0; }\nmessage a { optional Reader r = 1 [default = A]; repeated Reader s = 2; }",
    ],
    ["a message like another message", "", "message memo {}\nmessage Memo { optional memo n = 1; }"],
    ["an enum like a message", "", "message kind {}\nenum Kind { A = 0; }\nmessage a { optional Kind k = 1; }"],
    [
      "a nested message like another message",
      "",
      "message a { message b {} optional b c = 1; }\nmessage a_b { optional a.b c = 1; }",
    ],
    ["a message in a package", "", "package raw;\nmessage image { optional image i = 1; }"],
    ["an image like a message", "NOTE", "message note_image {}"],
    ["an image like an export of the runtime", "RAW", ""],
    ["an image whose descriptor is like one of the runtime", "DECODE", ""],
    ["an image whose descriptor is like one of another module", "IDENTIFY", ""],
    ["a message like the columns of an image", "NOTE", "message note_columns {}"],
    ["a message like the reader of an entry", "NOTE+", "message note_image_entry {}"],
    ["a message like the writer of an entry", "NOTE+", "message note_image_entry_extra {}"],
    ["a message without a name in TypeScript", "", "message _ {}\nmessage a { optional _ b = 1; }"],
    ["a field like the extra", "EXTRA", ""],
  ])("is refused with an available alternative if it is reserved: %s", (_, image, text) => {
    const rows: Readonly<Record<string, string>> = {
      "NOTE+": ROW,
      NOTE: row("NOTE", "magic: 5, entries: note"),
      EXTRA: row("NOTE", "magic: 5, entries: extra_note, extra: [{ keys: bytes(extra) if flag }]"),
    };
    const rowText = image === "" ? [] : [rows[image] ?? row(image, "magic: 5, entries: note")];
    const fields = "required uint32 extra = 1; optional bool flag = 2;";
    const extra = image === "EXTRA" ? `message extra_note { ${fields} }` : "";
    const isPackaged = text.startsWith("package");
    const texts: SchemaTexts = {
      images: table(...rowText),
      protos: { "a.proto": proto(`${text}\n${extra}`), ...(isPackaged ? {} : { "note.proto": proto(NOTE) }) },
    };
    const [problem, ...more] = problemsOf(tinySchema(texts));
    expect(more).toEqual([]);
    const [, names = ""] = /`names: \{ (.*?) \}`/.exec(problem?.hint ?? "") ?? [];
    expect(names).not.toBe("");
    expect(compile(withNames(texts, names)).defects).toEqual([]);
  });

  it.each(["MEASURE", "READ", "WRITE", "OPEN", "COLUMNS", "TYPE", "ALL", "INDEX", "ENTRY", "FIRST", "MAGIC"])(
    "is not reserved if it only resembles the name of an image: %s",
    (name) => {
      const images = table(row(name, "magic: 5, entries: note, extra: bytes(size)"));
      expect(compile({ images, protos: { "note.proto": proto(NOTE) } }).defects).toEqual([]);
    },
  );

  it("is not reserved if the runtime uses it only internally", () => {
    const words =
      "error entry first text name size word frame style printer base64 hint whole value key list empty opened source " +
      "kept pads number_type run_layout scalar_type any_value status event point type half";
    const messages = words
      .split(" ")
      .map((word) => `message ${word} { optional ${word} self = 1; map<bool, ${word}> m = 2; }`);
    const rows = words.split(" ").map((word, i) => row(`ROW${i}`, `magic: ${i + 5}, entries: ${word}`));
    expect(compile({ images: table(...rows), protos: { "a.proto": proto(messages.join("\n")) } }).defects).toEqual([]);
    // Enums have no functions.
    const enums = `${words} image raw any packed uint32 bytes double nothing many missing`;
    const all = enums
      .split(" ")
      .map((word, i) => `enum ${word} { V${i} = 0; }\nmessage m${i} { optional ${word} e = 1; }`);
    expect(compile({ protos: { "a.proto": proto(all.join("\n")) } }).defects).toEqual([]);
  });

  it("is reserved if a generated module imports or exports it", () => {
    const kinds = ["bool", "string", "bytes", "double", "float", "kind", "a", ...INTEGERS];
    const scalars = kinds.map((kind, i) => `repeated ${kind} r${i} = ${i + 1} [packed = ${!/str|byt|a$/.test(kind)}];`);
    const text = `message a { ${scalars.join(" ").replaceAll(" [packed = false]", "")} map<string, a> m = 50;
required uint32 n = 51; optional bool on = 52; optional a one = 53; oneof o { bool x = 54; bool y = 55; } }
message lots { ${Array.from({ length: 210 }, (_, i) => `optional uint32 f${i} = ${i + 1};`).join(" ")} oneof o { bool x = 300; } }
message flat { required int32 a = 1; optional uint64 b = 2; optional bool c = 3; }
enum kind { ONE = 1; }`;
    const parts = ["bytes", "u16", "u32", "u64"].map((type) => `{ ${type}: ${type}(n) pad 8 }`).join(", ");
    const images = table(
      row("ONE", `magic: 5, entries: a, extra: [${parts}, { a: { messages: a(n) if on } }]`),
      row("TWO", "magic: 6, first: flat, entries: flat if c, rest: bytes unless c"),
      row("THREE", "magic: 7, entries: flat"),
      `FOUR: { about: A, file: four-%lu-a, raw: true }`,
      `FIVE: { about: A, file: five-%s-a, raw: true }`,
      `SIX: { about: A, file: six-%u-a, raw: true }`,
    );
    const made = compile({ images, protos: { "a.proto": proto(text) } }).files;
    const known = new Set([...made, ...generate(PROJECT_SCHEMA)].flatMap(([path, module]) => outside(path, module)));
    const reserved = reservedNames();
    expect([...known].filter((name) => !reserved.has(name))).toEqual([]);
    const language = ["Uint8Array", "Promise", "Partial", "IterableIterator"];
    const types = /^[A-Z]/;
    expect([...reserved].filter((name) => !known.has(name) && !types.test(name) && !language.includes(name))).toEqual(
      [],
    );
  });
});

const INTEGERS = [
  "int32",
  "int64",
  "uint32",
  "uint64",
  "sint32",
  "sint64",
  "fixed32",
  "fixed64",
  "sfixed32",
  "sfixed64",
];

/** Returns the names that a module imports from the runtime, and its exports if every package has that module. */
function outside(path: string, text: string): string[] {
  const isIndexed = ["src/all.ts", "src/magic.ts"].includes(path);
  const isWhole = /^src\/runtime\/(?:wire\/errors|image\/names|wire\/enums)\.ts$/.test(path);
  const exported = /^export (?:async )?(?:function\*?|interface|type|class|const) (\w+)/gm;
  if (isWhole) return [...text.matchAll(exported)].map(([, name = ""]) => name);
  if (path.startsWith("src/runtime/") || !path.startsWith("src/") || path.startsWith("src/json")) return [];
  const imported = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from "[./]*\/runtime\//gm)].flatMap(
    ([, names = ""]) => names.split(",").map((name) => name.replace("type ", "").trim()),
  );
  const all = isIndexed ? [...text.matchAll(exported)].map(([, name = ""]) => name) : [];
  return path.startsWith("src/node") ? [] : [...imported.filter((name) => name !== ""), ...all];
}

describe("another name for generated code", () => {
  const text = `package acme;
message Error { required uint32 extra = 1; optional Kind kind = 2; repeated Error causes = 3; map<string, Kind> kinds = 4; }
enum Kind { NONE = 0; BAD = 1; }`;
  const texts = {
    images: table(row("DECODE", "magic: 5, entries: acme.Error, extra: [{ more: bytes(extra) }]")),
    protos: { "a.proto": proto(text) },
  };
  const names = "acme.Error: rpc_error, acme.Kind: error_kind, acme.Error.extra: extra_size, DECODE: decoded";

  it("applies to types, functions, modules and fields, but not to errors, JSON and layouts", async () => {
    const files = generate(tinySchema(withNames(texts, names)));
    for (const path of ["messages/rpc-error", "enums/error-kind", "images/decoded"]) {
      expect(files.has(`src/${path}.ts`)).toBe(true);
    }
    const { index, load } = await importPackage(files);
    const image = {
      ...{ image: "DECODE", version: "v1.1", byteOrder: "little" },
      entries: [{ extra_size: 2, causes: [], kinds: new Map([["a", 1]]), extra: { more: Uint8Array.of(1, 2) } }],
    };
    const bytes = index["encodeDecodedImage"]?.(image);
    expect(index["decodeDecodedImage"]?.(bytes)).toEqual(image);
    expect(index["decodeAnyImage"]?.(bytes)).toEqual(image);
    expect(index["ErrorKind"]).toEqual({ NONE: 0, BAD: 1 });
    expect(() => index["encodeRpcError"]?.({ causes: [], kinds: new Map() })).toThrow(/^acme\.Error, extra_size/);
    const { imageLayouts } = await load<{ imageLayouts: { image: string }[] }>("src/layouts/images.ts");
    const { imageToJson, jsonToImage } = await load<Record<string, (a: unknown, b: unknown) => unknown>>("src/json.ts");
    const json = imageToJson?.(imageLayouts, bytes) as string;
    expect(JSON.parse(json)).toMatchObject({
      magic: "DECODE",
      entries: [{ extra_size: 2, kinds: [{ key: "a", value: "BAD" }] }],
    });
    expect(jsonToImage?.(imageLayouts, json)).toEqual(bytes);
  });

  it("must belong to an existing declaration", () => {
    expectProblem(
      { ...withNames(texts, `§acme.Eror: rpc_error, ${names}`) },
      {
        code: "unknown-name",
        message: "nothing has the name `acme.Eror`, but `names` renames it",
        hint: "did you mean acme.Error?",
      },
    );
  });

  it.each([
    ["acme.Error: acme_kind", "would both be `AcmeKind`"],
    ["acme.Error: promise", "`acme.Error` would be `Promise`"],
    ["acme.Error: _1", "has no letter"],
  ])("must be unique: %s", (wrong, message) => {
    const more = "DECODE: decoded, acme.Error.extra: size";
    const found = problemsOf(tinySchema(withNames(texts, `${more}, ${wrong}`)));
    expect(found).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it.each([
    ["acme.Error.extra: kind", "name-collision"],
    ["acme.Error.kind: extra, acme.Error.extra: size", "reserved-name"],
  ])("must be unique in its message: %s", (wrong, code) => {
    const found = problemsOf(tinySchema(withNames(texts, `DECODE: decoded, ${wrong}`)));
    expect(found.map((problem) => problem.code)).toContain(code);
  });

  it.each(["acme.Error: a-b", "acme.Error: ''", "acme.Error: 5", "'a b': c", "acme.Error: 1a"])(
    "must be an identifier: %s",
    (wrong) => {
      const [problem] = problemsOf(tinySchema(withNames(texts, wrong)));
      expect(problem?.code).toMatch(/^bad-(value|name)$/);
      expect(problem?.line).toBe(7);
    },
  );
});

describe("an enum whose name ends like a function's", () => {
  it("compiles", () => {
    const text = `syntax = "proto3";
message Resp { enum Error { NONE = 0; BAD = 1; } Error error = 1; }
enum String { S0 = 0; }
message M { String s = 1; Resp r = 2; }
`;
    expect(compile({ protos: { "a.proto": text } }).defects).toEqual([]);
  });
});
