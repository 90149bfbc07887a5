import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkFiles } from "../../../generator/check/files.ts";
import { generate, loadModel, readModel } from "../../../generator/generate.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import { auditSchema } from "../../../registry/audit/audit.ts";
import { problemsOf, proto, row, type SchemaTexts, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/* `generate` refuses the audit's errors once, with the same code, unless the table accepts them. */

const raw = (name: string, file: string): string => `${name}: { about: A, file: "${file}", raw: true }`;
const NOTE = row("NOTE", "magic: 0x22222223, entries: note");
const HISTORY = `v1.0: { date: 2013-11-25 }
v1.1:
  date: 2014-01-01
  gone: { fields: { note: [old = 1] } }
`;

const CASES: readonly (readonly [code: string, subjects: string, texts: SchemaTexts])[] = [
  ["duplicate-magic", "OTHER + NOTE", { images: table(NOTE, row("OTHER", "magic: 0x22222223, rest: bytes")) }],
  ["undeclared-alias", "OTHER + NOTE", { images: table(NOTE, row("OTHER", "magic: 0x22222223, entries: note")) }],
  ["magic-is-head", "OTHER + common", { images: table(NOTE, row("OTHER", "magic: 0x54564319, entries: note")) }],
  ["magic-is-head", "OTHER + service", { images: table(NOTE, row("OTHER", "magic: 0x55105940, entries: note")) }],
  ["duplicate-magic", "service + common", { images: table(NOTE).replace("0x55105940", "0x54564319") }],
  ["byte-swapped", "OTHER + NOTE", { images: table(NOTE, row("OTHER", "magic: 0x23222222, entries: note")) }],
  ["byte-swapped", "OTHER", { images: table(NOTE, row("OTHER", "magic: 0x12333312, entries: note")) }],
  ["overlapping-files", "OTHER + NOTE", { images: table(NOTE, raw("OTHER", "note.img")) }],
  ["overlapping-files", "OTHER + MORE", { images: table(NOTE, raw("MORE", "x-%s.img"), raw("OTHER", "x-%u.img")) }],
  ["overlapping-files", "OTHER + MORE", { images: table(NOTE, raw("MORE", "%d.img"), raw("OTHER", "%u.img")) }],
  ["overlapping-files", "OTHER + MORE", { images: table(NOTE, raw("MORE", "x-%u.img"), raw("OTHER", "x-5%s")) }],
  [
    "overlapping-files",
    "OTHER + MORE",
    { images: table(NOTE, raw("MORE", "x-12.img"), raw("OTHER", "%s.img".replace("%s", "x%s"))) },
  ],
  ["no-place-for-id", "OTHER", { images: table(NOTE, `OTHER: { about: A, id: its pid, file: o.img, raw: true }`) }],
  ["number-reused", "note.a + note.old", { images: table(NOTE), history: HISTORY }],
  [
    "duplicate-magic",
    "NOTE + KEPT",
    { images: table(NOTE).replace("images:", "reserved: { KEPT: { magic: 0x22222223, town: T } }\nimages:") },
  ],
];

it.each(["%u", "%d", "%x", "%lu", "%ld", "%s"])("an id has its place where a file's name has %s", (conversion) => {
  const images = table(`OTHER: { about: A, id: its pid, file: o-${conversion}.img, raw: true }`);
  expect(problemsOf(tinySchema({ images }))).toEqual([]);
});

it("two file names overlap also if both begin with their id", () => {
  const model = loadModel(tinySchema({ images: table(raw("OTHER", "%u.img"), raw("MORE", "%d.img")) }));
  expect([...checkFiles(model)].map(({ subjects }) => subjects)).toEqual([["MORE", "OTHER"]]);
});

const schemaOf = (texts: SchemaTexts, accept = ""): string =>
  tinySchema({
    ...texts,
    images: (texts.images ?? "").replace("images:", `${accept}images:`),
    protos: { "note.proto": proto("message note { required uint32 a = 1; }") },
  });

function codesOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
}

describe("a schema with a mistake", () => {
  it.each(CASES)("is refused once, with the audit's code: %s of %s", (code, subjects, texts) => {
    const schema = schemaOf(texts);
    const errors = auditSchema(schema).findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, subjects: about }) => [rule, about.join(" + ")])).toEqual([[code, subjects]]);
    expect(codesOf(() => generate(schema))).toEqual(errors.map(({ rule, message }) => `${rule}: ${message}`));
    expect(codesOf(() => readModel(schema, []))).toHaveLength(1);
    // Commands that compare and repair can still read it.
    expect(loadModel(schema).images.length).toBeGreaterThan(1);
  });

  it.each(CASES)("is accepted if the table accepts it: %s of %s", (code, subjects, texts) => {
    const schema = schemaOf(texts, `accept: { ${code}: { "${subjects}": "It is so" } }\n`);
    expect(codesOf(() => generate(schema))).toEqual([]);
    const errors = auditSchema(schema).findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ accepted }) => accepted)).toEqual(["It is so"]);
    const wrong = schemaOf(texts, `accept: { ${code}: { "${subjects} + X": "It is so" } }\n`);
    expect(codesOf(() => generate(wrong))).toHaveLength(1);
  });

  it("is reported once per subject, without the accepted ones", () => {
    const rows = ["A", "B", "C"].map((name) => raw(name, "same.img"));
    const codes = codesOf(() => generate(schemaOf({ images: table(...rows) })));
    expect(codes).toEqual([expect.stringContaining("`A`"), expect.stringContaining("`A`")]);
    const accept = 'accept: { overlapping-files: { "C + A": "So", "B + A": "So" } }\n';
    expect(codesOf(() => generate(schemaOf({ images: table(...rows) }, accept)))).toEqual([
      expect.stringMatching(/^overlapping-files: .*`B`.*`C`/),
    ]);
  });

  it("cannot be accepted if it prevents generation", () => {
    const images = table(row("NOTE", "magic: 0, entries: note"));
    const accept = 'accept: { zero-magic: { NOTE: "So" }, bad-layout: { NOTE: "So" } }\n';
    const schema = schemaOf({ images }, accept);
    expect(codesOf(() => generate(schema))).toEqual([expect.stringContaining("zero-magic")]);
    expect(codesOf(() => loadModel(schema))).toHaveLength(1);
  });
});

describe("an extension", () => {
  const extension = (rows: string): string => {
    const folder = temporaryFolder();
    mkdirSync(`${folder}/messages`);
    writeFileSync(`${folder}/images.yaml`, rows);
    return folder;
  };

  it("is refused if it reuses a magic or a file name of the schema, unless it accepts that", () => {
    const schema = schemaOf({ images: table(NOTE) });
    const other = row("OTHER", "magic: 0x22222223, rest: bytes").replace("other.img", "note.img");
    const codes = codesOf(() => readModel(schema, [extension(`images:\n  ${other}\n`)]));
    expect(codes.map((text) => text.split(":")[0])).toEqual(["duplicate-magic", "overlapping-files"]);
    const accept = 'accept: { duplicate-magic: { NOTE + OTHER: "So" }, overlapping-files: { OTHER + NOTE: "So" } }\n';
    expect(codesOf(() => readModel(schema, [extension(`${accept}images:\n  ${other}\n`)]))).toEqual([]);
  });
});
