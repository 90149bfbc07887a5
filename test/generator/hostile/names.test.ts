import { describe, expect, it } from "vitest";
import { problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";
import { compile } from "./support.ts";

/** All keywords except `default`, `import` and `package`, which have a test of their own. */
const KEYWORDS =
  "abstract any arguments as async await bigint boolean break case catch class const continue debugger declare delete do else enum eval export extends false finally for from function get if implements in infer " +
  "instanceof interface is keyof let module namespace never new null number object of private protected " +
  "public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined " +
  "unique unknown using var void while with yield NaN Infinity";
const LOCALS =
  "r w end tag message unknown previous start entry pads length present i source bytes options value value_ r_ first " +
  "rest extra reader writer names image";

/** Returns fields of these names, of each type in turn. */
const fields = (names: string, label: string, types: readonly string[]): string =>
  names
    .split(" ")
    .map((name, i) => `${label} ${types[i % types.length]} ${name} = ${i + 1};`)
    .join("\n");

const FLAT = ["uint32", "uint64", "bool", "double", "sint64"];
const ANY = ["uint32", "string", "uint64", "note", "bytes", "kind"];

describe("a field", () => {
  it("can be named like a keyword, or like a variable in the generated code", () => {
    const kinds = [
      ["keywords_required", KEYWORDS, "required"],
      ["keywords_optional", KEYWORDS, "optional"],
      ["keywords_repeated", KEYWORDS, "repeated"],
      ["locals_required", LOCALS, "required"],
      ["locals_optional", LOCALS, "optional"],
      ["locals_repeated", LOCALS, "repeated"],
    ] as const;
    const messages = kinds.map(([name, names, label]) => `message ${name} {\n${fields(names, label, ANY)}\n}\n`);
    const text = `${messages.join("")}message note { optional note r = 1; }\nenum kind { ONE = 1; }`;
    expect(compile({ protos: { "note.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can be a column, whatever its name", () => {
    const words = `${LOCALS} ${KEYWORDS}`.split(" ");
    const groups = Array.from({ length: 4 }, (_, i) => words.slice(i * 30, i * 30 + 30).join(" "));
    const text = groups.map((group, i) => `message note${i} {\n${fields(group, "optional", FLAT)}\n}`).join("\n");
    const rows = groups.map((_, i) => row(`NOTE${i}`, `magic: ${i + 5}, entries: note${i}`));
    const { files, defects } = compile({ images: table(...rows), protos: { "note.proto": proto(text) } });
    expect(defects).toEqual([]);
    expect([...files.keys()].filter((path) => path.startsWith("src/columns/note"))).toHaveLength(4);
  });

  it("can be named like a keyword or an option of .proto files", () => {
    const text = `message note {\n${fields("default import package option syntax reserved", "optional", ["bool"])}\n}`;
    const images = table(row("NOTE", "magic: 5, entries: note"));
    const { files, defects } = compile({ images, protos: { "note.proto": proto(text) } });
    expect(defects).toEqual([]);
    expect(files.get("src/messages/note.ts")).not.toContain("noteDefaults");
  });

  it("can be named like a function that its message's module uses", () => {
    const names =
      "readUint32 keepUnknown closeMessage readMessage readPacked readNote merge missing createReader readBytes";
    const text = ["required", "optional", "repeated"].map((l) => `message ${l}_note {\n${fields(names, l, ANY)}\n}\n`);
    const all = `${text.join("")}message note { optional note merge = 1; }\nenum kind { ONE = 1; }`;
    expect(compile({ protos: { "note.proto": proto(all) } }).defects).toEqual([]);
  });

  it("can be named like a function that its image's columns use", () => {
    const names =
      "readUint32 readFrame halves skipUnknown closeEntry openColumns putVarint64 NAMES noteImage readBool Uint8Array";
    const text = `message note {\n${fields(names, "optional", FLAT)}\n}`;
    const images = table(row("NOTE", "magic: 5, entries: note"));
    expect(compile({ images, protos: { "note.proto": proto(text) } }).defects).toEqual([]);
  });
});

describe("a message", () => {
  it.each(["message", "reader", "uint8_array", "image"])("cannot be named %s", (name) => {
    const text = proto(`message ${name} {}`);
    expect(problemsOf(tinySchema({ protos: { "note.proto": text } }))).toMatchObject([
      { code: "reserved-name", file: "messages/note.proto", line: 3 },
    ]);
  });

  it("can be named by most words", () => {
    const words = "class function boolean symbol end tag start index all r w delete thing".split(" ");
    const text = words.map((word) => `message ${word} { optional ${word} ${word} = 1; repeated ${word} others = 2; }`);
    const rows = words.map((word, i) => row(word.toUpperCase(), `magic: ${i + 5}, entries: ${word}`));
    const protos = { "words.proto": proto(text.join("\n")) };
    expect(compile({ images: table(...rows), protos }).defects).toEqual([]);
  });
});

describe("the values of an enum", () => {
  it("can be named like keywords", () => {
    const values = KEYWORDS.split(" ").map((name, i) => `${name} = ${i};`);
    const text = `enum kind {\n${values.join("\n")}\n}\nmessage note { optional kind kind = 1; }`;
    expect(compile({ protos: { "note.proto": proto(text) } }).defects).toEqual([]);
  });
});

describe("a value of an enum", () => {
  it.each(["default", "import", "package", "syntax"])("can be named %s", (name) => {
    const text = `enum kind {\n  ${name} = 1;\n}\nmessage note { optional kind kind = 1; }`;
    expect(problemsOf(tinySchema({ protos: { "note.proto": proto(text) } }))).toEqual([]);
  });
});

describe("a part of an extra", () => {
  const NOTE = "message note {\n  required uint32 n = 1;\n  optional uint64 m = 2;\n  optional bool flag = 3;\n}";
  const entries = (parts: readonly string[]): string =>
    table(row("NOTE", `magic: 5, entries: note, extra: [${parts.map((part) => `{ ${part} }`).join(", ")}]`));

  it("can be named like a keyword, or like a variable in the generated code", () => {
    const words = [...new Set(`${LOCALS} ${KEYWORDS}`.split(" "))].filter(
      (word) => /^[a-z]/.test(word) && word !== "null", // in YAML, a null key
    );
    const kinds = ["bytes(n) pad 4", "u16(m)", "u32(n) if flag", "{ messages: note(n), extra: bytes(m) pad 8 }"];
    const parts = words.map((word, i) => `${word}: ${kinds[i % kinds.length]}`);
    expect(compile({ images: entries(parts), protos: { "note.proto": proto(NOTE) } }).defects).toEqual([]);
  });

  it("can be named like the function that reads the entry", () => {
    const words = "readNote readRun readMany noPads keepPadding padsOf endPads readNoteImageNote".split(" ");
    const parts = words.map((word) => `${word}: bytes(n) pad 4`);
    const images = entries([...parts, "last: { messages: note(n), extra: bytes(m) }"]);
    expect(compile({ images, protos: { "note.proto": proto(NOTE) } }).defects).toEqual([]);
  });
});
