import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectProblem, PREAMBLE, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

const protos = { "note.proto": proto("message note { required uint32 size = 1; }") };

describe("a YAML file of the schema", () => {
  it("is unreadable if it is missing", () => {
    const schema = tinySchema();
    rmSync(join(schema, "images.yaml"));
    const [problem, ...others] = problemsOf(schema);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "unreadable", file: "images.yaml", line: 1, column: 1 });
    expect(problem?.message).toContain("cannot be read: there is none");
  });

  it("is refused at the first unexpected token", () => {
    expectProblem({ display: "flags: {}\ndicts: §}\n" }, { code: "yaml-syntax", message: "}" });
  });

  it("cannot repeat a node by an alias", () => {
    expectProblem(
      { images: table("ONE: &one { about: A, file: a, raw: true }", "TWO: §*one") },
      { code: "yaml-alias", message: "`*one` repeats another part", hint: "write it out" },
    );
  });

  it("cannot grow exponentially by aliases", () => {
    const lists = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
    const found = problemsOf(tinySchema({ history: `l0: &l0 [x]\n${lists.join("\n")}\n` }));
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(["yaml-alias"]));
    expect(found).toHaveLength(81);
  });

  it("cannot contain a key twice", () => {
    expectProblem(
      { images: table(row("ONE", "raw: true"), `§${row("ONE", "raw: true")}`) },
      { code: "duplicate-key", message: "unique" },
    );
  });

  it("has the wrong type if it is empty", () => {
    expectProblem({ history: "§# nothing\n" }, { code: "bad-value", message: "here it is null" });
  });
});

describe("the keys and values of a YAML file", () => {
  it("must be known: a near key is suggested", () => {
    expectProblem(
      { images: table(row("ONE", "raw: true, §fille: x")) },
      { code: "unknown-key", message: "`fille` is not a key here", hint: "did you mean file?" },
    );
  });

  it("must be known: all keys are listed if none is near", () => {
    expectProblem(
      { images: table(row("ONE", "raw: true, §colour: red")) },
      { code: "unknown-key", message: "`colour`", hint: "known: about, by, until, file" },
    );
  });

  it("must include the required ones", () => {
    expectProblem(
      { images: table("§ONE: { about: A, raw: true }") },
      { code: "missing-key", message: "`ONE` has no `file`" },
    );
  });

  it("are reported for every missing key at once", () => {
    const missing = problemsOf(tinySchema({ images: table("ONE: { raw: true }") }));
    expect(missing.map(({ message }) => message)).toEqual(["`ONE` has no `about`", "`ONE` has no `file`"]);
  });

  it("must be names in capitals for images", () => {
    expectProblem(
      { images: table(`§${row("oneTwo", "raw: true")}`) },
      { code: "bad-name", message: "`oneTwo` is not a name in capitals" },
    );
  });

  it("must be releases in the history, and numbers for codes in the display data", () => {
    expectProblem(
      { history: "§first: { date: 2020-01-01 }\n" },
      { code: "bad-name", message: "`first` is not a release such as v4.2" },
    );
    expectProblem(
      { display: "flags: {}\ndicts: { d: { f: { §x: y } } }\n" },
      { code: "bad-name", message: "`x` is not a number" },
    );
  });

  it("are located even if keys contain special characters", () => {
    expectProblem(
      { display: 'flags: { "a/b~c": { A: §-1 } }\ndicts: {}\n' },
      { code: "bad-value", message: "`A` must be bits, such as 0x20; here it is -1" },
    );
  });

  it.each([
    ["file: §a/b.img, raw: true", "`file` must be a file name"],
    ["file: §'%u-%u', raw: true", "`file` must be a file name"],
    ["file: a, magic: §0x100000000, rest: bytes", "`magic` must be a 32-bit number"],
    ["file: a, raw: §false", "`raw` must be true"],
    ["file: a, magic: 1, entries: §note iff size", "`entries` must be the repeated message"],
    ["file: a, magic: 1, rest: §byte", "`rest` must be `bytes`"],
    ["file: a, magic: 1, entries: note, extra: §u8(size)", "`extra` must be a part after a message"],
    ["file: a, magic: 1, entries: note, extra: §bytes(size) pad 0", "`extra` must be a part after a message"],
    ["file: a, raw: true, until: §soon", "`until` must be the last release"],
    ["file: a, raw: true, by: §'x */ y'", "`by` must be the file of CRIU's source"],
  ])("must have the right form: { %s }", (keys, message) => {
    expectProblem({ images: table(`ONE: { about: A, ${keys} }`), protos }, { code: "bad-value", message });
  });

  it("must be identifiers for reserved magics", () => {
    expectProblem(
      { images: `${PREAMBLE}reserved:\n  §"A: 1 } as const; //": { magic: 1, town: T }\nimages: {}\n` },
      { code: "bad-name", message: "is not a name" },
    );
  });

  it("are checked word by word in lists", () => {
    expectProblem(
      { images: table(row("ONE", "raw: true, flags: [O_SERVICE, §O_BUF]")) },
      { code: "bad-value", message: '`flags[1]` must be O_SERVICE, O_NOBUF or O_FORCE_LOCAL; here it is "O_BUF"' },
    );
  });

  it("are reported once if a map has the wrong type, without hiding other problems", () => {
    expectProblem({ display: "flags: §5\ndicts: {}\n" }, { code: "bad-value", message: "`flags`" });
    const found = problemsOf(tinySchema({ images: table(row("ONE", "raw: 1")), display: "flags: [A]\ndicts: 7\n" }));
    expect(found.map(({ file, code, message }) => [file, code, message.split(" ")[0]])).toEqual([
      ["display.yaml", "bad-value", "`flags`"],
      ["display.yaml", "bad-value", "`dicts`"],
      ["images.yaml", "bad-value", "`raw`"],
    ]);
  });

  it("are reported as one problem if they fit none of several forms", () => {
    expectProblem(
      { images: table(row("ONE", "magic: 1, entries: note, extra: §{ messages: 5 }")), protos },
      { code: "bad-value", message: "`extra` must be a part after a message" },
    );
  });

  it("are listed in the hint for an unknown word", () => {
    const [problem] = problemsOf(tinySchema({ images: table(row("ONE", "raw: true, flags: [O_BUF]")) }));
    expect(`${problem?.message} ${problem?.hint}`).toContain("O_NOBUF");
  });
});

describe("a row", () => {
  it("must have a magic or be raw", () => {
    expectProblem(
      { images: table("§ONE: { about: A, file: a }") },
      { code: "missing-key", message: "`ONE` has neither a magic nor `raw: true`" },
    );
  });

  it.each(["magic: 5", "town: T", "first: note", "entries: note", "extra: bytes(size)", "rest: bytes", "head: none"])(
    "cannot be raw and have a layout: %s",
    (key) => {
      expectProblem(
        { images: table(row("ONE", `raw: true, §${key}`)), protos },
        { code: "raw-with-layout", message: `\`ONE\` is raw: it has no \`${key.split(":")[0]}\`` },
      );
    },
  );

  it("can share the magic of an earlier or later row", () => {
    const images = table(
      row("ONE", "magic: TWO, entries: note"),
      row("TWO", "magic: 0x12345678, town: Town, entries: note"),
    );
    expect(problemsOf(tinySchema({ images, protos }))).toEqual([]);
  });

  it.each(["NOTEZ", "NOTED", "NOTER"])("cannot share the magic of %s, which has no number", (name) => {
    const images = table(
      row("NOTES", "magic: 0x12345678, entries: note"),
      row("NOTED", `magic: §${name}, entries: note`),
      row("NOTER", "raw: true"),
    );
    const message = `\`${name}\` is not a row with a number as its magic`;
    expectProblem({ images, protos }, { code: "unknown-magic", message, hint: "did you mean NOTES?" });
  });
});

describe("a schema folder", () => {
  it("is refused without messages/", () => {
    const schema = tinySchema();
    rmSync(join(schema, "messages"), { recursive: true });
    expect(problemsOf(schema)).toMatchObject([{ code: "unreadable", file: "messages", line: 1, column: 1 }]);
  });

  it("reports the problems of a line from left to right", () => {
    const images = table(row("ONE", "raw: true, rest: bytes, extra: bytes(size), first: note"));
    const found = problemsOf(tinySchema({ images, protos }));
    expect(found.map(({ message }) => message.split(" ").at(-1))).toEqual(["`rest`", "`extra`", "`first`"]);
  });

  it("reports the problems of all its files at once, sorted by file, line and column", () => {
    const schema = tinySchema({
      images: table(row("TWO", "raw: true, two: 2, one: 1"), row("ONE", "magic: NONE, rest: bytes")),
      display: "flags: 1\n",
      history: "now: { date: 2020-01-01 }\n",
      protos: {
        "b.proto": proto("message b {\n  optional group G = 1 { optional uint32 x = 1; }\n}\nenum s {}"),
        "a.proto": "message",
      },
    });
    writeFileSync(join(schema, "messages", "c.proto"), proto('import "d.proto";'));
    expect(problemsOf(schema).map(({ file, line, column, code }) => [file, line, column, code])).toEqual([
      ["display.yaml", 1, 1, "missing-key"],
      ["display.yaml", 1, 8, "bad-value"],
      ["history.yaml", 1, 1, "bad-name"],
      ["images.yaml", 9, 52, "unknown-key"],
      ["images.yaml", 9, 60, "unknown-key"],
      ["images.yaml", 10, 48, "unknown-magic"],
      ["messages/a.proto", 1, 1, "proto-syntax"],
      ["messages/b.proto", 4, 18, "unsupported"],
      ["messages/b.proto", 6, 6, "bad-enum"],
      ["messages/c.proto", 3, 9, "unknown-import"],
    ]);
  });
});
