import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Image, Layout, Model } from "../../../generator/model/model.ts";
import { PREAMBLE, proto, row, table, tinySchema } from "../../support/schema.ts";

const protos = {
  "note.proto": proto(
    "message note { required uint32 n = 1; optional bool f = 2; }\nmessage head { optional bool f = 1; }",
  ),
};

const load = (images: string): Model => loadModel(tinySchema({ images, protos }));

/** Returns the row NOTE, read from these keys. */
function rowOf(keys: string, ...others: readonly string[]): Image | undefined {
  return load(table(row("NOTE", keys), ...others)).images.find(({ name }) => name === "NOTE");
}

const layoutOf = (keys: string): Layout | undefined => rowOf(`magic: 5, ${keys}`)?.layout;

describe("a row of the table", () => {
  it("has its keys, its line and its column", () => {
    const keys = "magic: 0x12345678, town: Town, by: criu/note.c, until: v1.2, rest: bytes, flags: [O_NOBUF]";
    expect(rowOf(keys)).toEqual({
      name: "NOTE",
      about: "A thing",
      file: "note.img",
      magic: 0x12345678,
      town: "Town",
      head: "common",
      flags: ["O_NOBUF"],
      layout: { rest: { at: expect.anything() } },
      by: "criu/note.c",
      until: "v1.2",
      at: { file: "images.yaml", line: 9, column: 3 },
    });
  });

  it.each([
    ["magic: 5, rest: bytes", "common"],
    ["magic: 5, rest: bytes, flags: [O_NOBUF]", "common"],
    ["magic: 5, rest: bytes, flags: [O_FORCE_LOCAL, O_SERVICE]", "service"],
    ["magic: 5, rest: bytes, head: none", "none"],
    ["magic: 5, rest: bytes, head: none, flags: [O_SERVICE]", "none"],
    ["raw: true", "none"],
    ["raw: true, flags: [O_SERVICE]", "none"],
  ])("has the head that its flags imply, or none: { %s }", (keys, head) => {
    expect(rowOf(keys)?.head).toBe(head);
  });

  it("that is raw has no magic and an empty layout", () => {
    const raw = rowOf("raw: true");
    expect(raw).not.toHaveProperty("magic");
    expect(raw?.layout).toEqual({});
  });

  it("that shares a magic has the number and the town of the owner", () => {
    const other = row("OTHER", "magic: 0x12345678, town: Town, rest: bytes");
    expect(rowOf("magic: OTHER, rest: bytes", other)).toMatchObject({
      magic: 0x12345678,
      alias: "OTHER",
      town: "Town",
    });
  });
});

describe("a layout", () => {
  const at = expect.anything();

  it("can have a first message, entries and rest, with conditions", () => {
    expect(layoutOf("first: head, entries: note if f, rest: bytes unless f")).toEqual({
      first: { message: "head", at },
      entries: { message: "note", when: { field: "f", is: true }, at },
      rest: { when: { field: "f", is: false }, at },
    });
  });

  it("can have one part after each entry", () => {
    const run = { kind: "run", length: "n", at };
    expect(layoutOf("entries: note, extra: bytes(n)")?.extra).toEqual({
      kind: "one",
      part: { ...run, type: "bytes", pad: 1 },
    });
    expect(layoutOf("entries: note, extra: u64(n) pad 16 unless f")?.extra).toEqual({
      kind: "one",
      part: { ...run, type: "u64", pad: 16, when: { field: "f", is: false } },
    });
  });

  it("can have several named parts in order, and messages with parts of their own", () => {
    const parts = "[{ b: u16(n) if f }, { a: { messages: note(n), extra: { messages: head(n) } } }]";
    expect(layoutOf(`entries: note, extra: ${parts}`)?.extra).toEqual({
      kind: "named",
      parts: [
        { name: "b", part: { kind: "run", type: "u16", length: "n", pad: 1, when: { field: "f", is: true }, at } },
        {
          name: "a",
          part: {
            kind: "messages",
            message: "note",
            count: "n",
            extra: { kind: "one", part: { kind: "messages", message: "head", count: "n", at } },
            at,
          },
        },
      ],
    });
  });
});

describe("the table above its rows", () => {
  it("has heads, versions and reserved numbers", () => {
    const text = PREAMBLE.replace("  v1.1:", "  v1.0: { value: 1, heads: false }\n  v1.1:");
    const model = load(`${text}reserved:\n  NOT: { magic: 7, town: Town, about: Nothing }\nimages: {}\n`);
    expect(model.criu).toBe("v0.1");
    expect(model.heads).toMatchObject({
      common: { name: "common", value: 0x54564319, town: "Sarov", about: "Images" },
      service: { name: "service", value: 0x55105940, town: "Zlatoust", about: "Others" },
    });
    expect(model.versions).toMatchObject([
      { name: "v1.0", value: 1, heads: false },
      { name: "v1.1", value: 2, heads: true },
    ]);
    expect(model.reserved).toMatchObject([{ name: "NOT", value: 7, town: "Town", about: "Nothing" }]);
  });
});
