import { describe, expect, it } from "vitest";
import { expectProblem, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

const protos = {
  "note.proto": proto(`message note {
  required uint32 size = 1;
  optional bool flag = 2;
  optional string text = 3;
  repeated uint32 sizes = 4;
  optional float ratio = 5;
  optional uint64 long_size = 6;
  repeated bool answers = 7;
}
message head {
  optional bool chunked = 1;
  optional uint32 count = 2;
  optional bool other = 3;
}
message bare {}`),
};

/** Returns a table with the row NOTE: these keys, and a magic. */
const images = (keys: string): string => table(row("NOTE", `magic: 0x12345678, town: Town, ${keys}`));

describe("the messages of a layout", () => {
  it.each(["entries: §nota", "first: §nota, entries: note", "entries: note, extra: { messages: §nota(size) }"])(
    "must be declared, unlike in %s",
    (keys) => {
      expectProblem(
        { images: images(keys), protos },
        { code: "unknown-message", message: "there is no message `nota`", hint: "did you mean note?" },
      );
    },
  );

  it("appear in the hint with their packages", () => {
    const inPackage = { "note.proto": proto("package acme.v1;\nmessage greeting_entry {}") };
    expectProblem(
      { images: table(row("NOTE", "magic: 5, entries: §greeting_entry")), protos: inPackage },
      { code: "unknown-message", message: "`greeting_entry`", hint: "did you mean acme.v1.greeting_entry?" },
    );
  });

  it("must be declared, and the hint says so if no name is near", () => {
    expectProblem(
      { images: images("entries: §something_else"), protos },
      { code: "unknown-message", message: "`something_else`", hint: "declare it in messages/" },
    );
  });
});

describe("a layout", () => {
  it.each([
    ["entries: note, joined: true", "has `joined`, but its `extra` is not a list of named parts"],
    ["entries: note, extra: bytes(size), joined: true", "has `joined`, but its `extra` is not a list of named parts"],
    ["entries: note, extra: [{ a: u16(size) }, { b: bytes(size) }], joined: true", "has `joined`, but its `extra`"],
    [
      "entries: note, extra: [{ a: bytes(size) if flag }, { b: bytes(size) }], joined: true",
      "has `joined`, but its `extra` is not a list of named parts of bytes without conditions",
    ],
    ["first: head", "has no payload after its magic"],
    ["extra: bytes(size), rest: bytes", "has an `extra` but no `entries`"],
    ["entries: note if flag", "has a condition, but no `first` message with the field"],
    ["rest: bytes unless flag", "has a condition, but no `first` message with the field"],
    ["entries: note, rest: bytes", "has `entries` and `rest`: one needs `if FIELD` and the other `unless FIELD`"],
    ["first: head, entries: note if chunked, rest: bytes", "has `entries` and `rest`: one needs"],
    ["first: head, entries: note if chunked, rest: bytes if chunked", "has `entries` and `rest`: one needs"],
    ["first: head, entries: note if chunked, rest: bytes unless other", "has `entries` and `rest`: one needs"],
  ])("cannot be { %s }", (keys, message) => {
    const texts = { images: table(`§${row("NOTE", `magic: 0x12345678, ${keys}`)}`), protos };
    expectProblem(texts, { code: "bad-layout", message: `\`NOTE\` ${message}` });
  });

  it.each([
    "entries: note",
    "rest: bytes",
    "first: head, rest: bytes",
    "entries: note, extra: [{ keys: bytes(size) }, { values: bytes(long_size) }], joined: true",
    "first: head, entries: note if chunked, rest: bytes unless chunked",
    "first: head, entries: note unless chunked, rest: bytes if chunked",
    "entries: note, extra: [{ one: bytes(size) if flag }, { two: { messages: note(long_size), extra: u64(size) } }]",
  ])("can be { %s }", (keys) => {
    expect(problemsOf(tinySchema({ images: images(keys), protos }))).toEqual([]);
  });
});

describe("a length field", () => {
  it.each([
    ["bytes(sise)", "`note` has no field `sise`: it cannot be a length field", "did you mean size?"],
    ["bytes(text)", "`note.text` is not an integer", "integers of note: size, long_size"],
    ["bytes(flag)", "`note.flag` is not an integer", "integers of note: size, long_size"],
    ["bytes(ratio)", "`note.ratio` is not an integer", "integers of note: size, long_size"],
    ["u16(sizes)", "`note.sizes` is not an integer", "did you mean size?"],
    ["{ messages: §head(text) }", "`note.text` is not an integer", "integers of note: size, long_size"],
  ])("must be an integer of the message before, unlike in %s", (part, message, hint) => {
    const marked = part.includes("§") ? part : `§${part}`;
    const texts = { images: images(`entries: note, extra: ${marked}`), protos };
    expectProblem(texts, { code: "bad-length-field", message, hint });
  });

  it("belongs to the message right before the part, even if that message has no integers", () => {
    const part = "{ messages: bare(size), extra: bytes(size) }";
    const [problem, ...others] = problemsOf(tinySchema({ images: images(`entries: note, extra: ${part}`), protos }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "bad-length-field", hint: "integers of bare: none" });
  });
});

describe("the field of a condition", () => {
  it.each([
    ["entries: note, extra: §bytes(size) if flga", "`note` has no boolean field `flga`", "booleans of note: flag"],
    ["entries: note, extra: §bytes(size) if flagg", "`note` has no boolean field `flagg`", "did you mean flag?"],
    ["entries: note, extra: §bytes(size) unless text", "`note` has no boolean field `text`", "booleans of note: flag"],
    [
      "entries: note, extra: §bytes(size) if answers",
      "`note` has no boolean field `answers`",
      "booleans of note: flag",
    ],
    ["first: head, entries: §note if count", "`head` has no boolean field `count`", "booleans of head: chunked, other"],
    ["first: bare, rest: §bytes unless flag", "`bare` has no boolean field `flag`", "booleans of bare: none"],
  ])("must be a boolean of the message before, unlike in %s", (keys, message, hint) => {
    expectProblem({ images: images(keys), protos }, { code: "bad-condition", message, hint });
  });

  it("belongs to the message right before a nested part", () => {
    const part = "{ messages: head(size), extra: bytes(count) if flag }";
    const [problem, ...others] = problemsOf(tinySchema({ images: images(`entries: note, extra: ${part}`), protos }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "bad-condition", message: "`head` has no boolean field `flag`" });
  });
});

describe("a problem of a nested part", () => {
  it.each([
    ["unknown-message", "{ messages: note(size), extra: { messages: §nota(size) } }", "`nota`"],
    ["bad-length-field", "[{ one: bytes(size) }, { two: §bytes(nothing) }]", "`note` has no field `nothing`"],
    ["bad-length-field", "{ messages: bare(size), extra: §bytes(size) }", "`bare` has no field `size`"],
    ["bad-condition", "[{ one: bytes(size) }, { two: §bytes(size) if text }]", "`note` has no boolean field `text`"],
  ])("points to that part: %s in %s", (code, part, message) => {
    const schema = { images: images(`entries: note, extra: ${part}`), protos };
    expectProblem(schema, { code, message, hint: "" });
  });
});

describe("several problems of one table", () => {
  it("are all reported, sorted by line and column", () => {
    const images = table(
      row("TWO", "magic: 2, entries: note, extra: bytes(text)"),
      row("ONE", "magic: 1, first: head, entries: nota if count"),
    );
    const found = problemsOf(tinySchema({ images, protos }));
    expect(found.map(({ line, column, code }) => [line, column, code])).toEqual([
      [9, 73, "bad-length-field"],
      [10, 73, "unknown-message"],
      [10, 73, "bad-condition"],
    ]);
  });
});
