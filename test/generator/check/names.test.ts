import { describe, expect, it } from "vitest";
import { expectProblem, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

/** Returns a schema with these declarations. */
const declaring = (text: string): { protos: Record<string, string> } => ({ protos: { "note.proto": proto(text) } });

describe("two names that collide in TypeScript", () => {
  it.each([
    ["messages", "message note_two {}\nmessage §NoteTwo {}", "`NoteTwo` and `note_two` (messages/note.proto:3)"],
    ["a message and an enum", "message note {}\nenum §Note { ONE = 1; }", "`Note` and `note` (messages/note.proto:3)"],
    [
      "a nested message and one beside it",
      "message a { message b {} }\nmessage §a_b {}",
      "`a_b` and `a.b` (messages/note.proto:3)",
    ],
  ])("are refused: %s", (_, text, message) => {
    expectProblem(declaring(text), { code: "name-collision", message, hint: "rename it, or write `names: { " });
  });

  it("are refused for a message and an image", () => {
    const images = table(`§${row("NOTE", "raw: true")}`);
    expectProblem(
      { images, ...declaring("message note_image {}") },
      { code: "name-collision", message: "would both be `NoteImage` in TypeScript", hint: "rename" },
    );
  });

  it("are refused for two images", () => {
    const images = table(row("A1_B", "raw: true"), `§${row("A1B", "raw: true")}`);
    expectProblem({ images }, { code: "name-collision", message: "would both be `A1BImage`", hint: "rename" });
  });
});

describe("a message with a reserved name", () => {
  it.each([
    ["Message", "Message"],
    ["reader", "Reader"],
    ["uint8_array", "Uint8Array"],
    ["image", "decodeImage"],
    ["object", "Object"],
    ["packed", "readPacked"],
    ["uint32", "readUint32"],
    ["image_error", "ImageError"],
    ["unknown_fields", "UnknownFields"],
    ["enum_value", "EnumValue"],
  ])("is refused: %s would be %s", (name, taken) => {
    expectProblem(declaring(`message §${name} {\n  optional bool a = 1;\n}`), {
      code: "reserved-name",
      message: `\`${name}\` would be \`${taken}\` in TypeScript`,
      hint: "rename it",
    });
  });

  it("is refused for an enum too", () => {
    expectProblem(declaring("enum §Promise { ONE = 1; }"), {
      code: "reserved-name",
      message: "`Promise` would be `Promise`",
      hint: "rename it",
    });
  });

  it.each(["magic", "place", "magic_name", "images", "image_name", "any_image"])(
    "is refused if every package has a module of that name: %s",
    (name) => {
      expectProblem(declaring(`message §${name} {}`), {
        code: "reserved-name",
        message: `\`${name}\``,
        hint: "rename it",
      });
    },
  );

  it("is refused if the columns of an image take the name", () => {
    const schema = declaring("message note { required uint32 a = 1; }\nmessage note_columns {}");
    const images = table(row("NOTE", "magic: 5, entries: note"));
    expect(problemsOf(tinySchema({ images, ...schema }))).toMatchObject([{ code: "name-collision" }]);
  });

  it("is refused if the entry of an image with its extra takes the name", () => {
    const schema = declaring("message note { required uint32 a = 1; }\nmessage note_image_entry {}");
    const images = table(row("NOTE", "magic: 5, entries: note, extra: bytes(a)"));
    expect(problemsOf(tinySchema({ images, ...schema }))).toMatchObject([{ code: "name-collision" }]);
  });

  it("is refused if a nested message of an image with its extra takes the name", () => {
    const extra = "{ messages: part(a), extra: bytes(a) }";
    const images = table(row("NOTE", `magic: 5, entries: note, extra: ${extra}`));
    const text = "message note { required uint32 a = 1; }\nmessage part { required uint32 a = 1; }";
    const schema = declaring(`${text}\nmessage note_image_part {}`);
    expect(problemsOf(tinySchema({ images, ...schema }))).toMatchObject([{ code: "name-collision" }]);
  });

  it.each(["_", "_1", "__2_x"])("is refused if it contains no valid start of a name: %s", (name) => {
    const found = problemsOf(tinySchema(declaring(`message ${name} {}`)));
    expect(found).toMatchObject([{ file: "messages/note.proto", line: 3, column: 9 }]);
  });
});

describe("an image with a reserved name", () => {
  it.each(["RAW", "ANY"])("is refused: %s", (name) => {
    const found = problemsOf(tinySchema({ images: table(row(name, "raw: true")) }));
    expect(found).toMatchObject([{ code: "reserved-name", file: "images.yaml", line: 9, column: 3 }]);
  });
});

describe("a field of a message with an extra", () => {
  it.each([
    ["the entry", "entries: note, extra: bytes(size)"],
    ["a nested message", "entries: base_entry, extra: { messages: note(version), extra: bytes(size) }"],
  ])("cannot be called extra beside the extra of %s", (_, keys) => {
    const text = "message note {\n  required uint32 size = 1;\n  optional bool §extra = 2;\n}";
    expectProblem(
      { images: table(row("NOTE", `magic: 5, ${keys}`)), ...declaring(text) },
      {
        code: "reserved-name",
        message: "`note.extra` clashes with the property `extra`",
        hint: "`names: { note.extra: extra_field }`",
      },
    );
  });

  it("can be called extra if there is no extra", () => {
    const text = "message note {\n  required uint32 size = 1;\n  optional bool extra = 2;\n}";
    const images = table(row("NOTE", "magic: 5, entries: note"));
    expect(problemsOf(tinySchema({ images, ...declaring(text) }))).toEqual([]);
  });
});

describe("the names of parts", () => {
  const parts = (list: string): string => table(row("NOTE", `magic: 5, entries: base_entry, extra: ${list}`));

  it("must be different", () => {
    const images = parts("[{ one: bytes(version) }, { one: bytes(version) }]");
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ file: "images.yaml", line: 9 }]);
  });

  it.each(["constructor", "toString", "valueOf"])("cannot be a property of every object: %s", (name) => {
    const images = parts(`[{ ${name}: bytes(version) }]`);
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "reserved-name", file: "images.yaml", line: 9 }]);
  });
});
