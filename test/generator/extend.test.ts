import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../generator/generate.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import { verify } from "../../generator/targets/typescript/verify/verify.ts";
import { afterAllTests, copyOfSchema, PROJECT_SCHEMA, temporaryFolder } from "../support/schema.ts";

/* Adds an image by some lines in images.yaml and a .proto file; builds its bytes by hand. */

const ROWS = `
  GREETING:
    about: A greeting, and the numbers that go with it
    file: greeting-%u.img
    magic: 0x12345678
    town: Nowhere
    entries: greeting_entry
    extra: [{ text: bytes(text_len) pad 8 }, { numbers: u16(count) if has_numbers }]
  NOTE_BOX:
    about: Notes
    file: note-box.img
    magic: 0x23456789
    town: Elsewhere
    entries: note_box_entry
    extra: { messages: note(n), extra: bytes(size) pad 4 }
`;

const MESSAGES = `syntax = "proto2";

message greeting_entry {
  required uint32 text_len = 1;
  optional uint32 count = 2;
  optional bool has_numbers = 3;
}

message note_box_entry { required uint32 n = 1; }

message note {
  required uint32 size = 1;
  optional string label = 2;
}
`;

const LISTS_OF_ALL = [
  ".critgen.json",
  "README.md",
  "package.json",
  "src/all.ts",
  "src/history.ts",
  "src/index.ts",
  "src/layouts/images.ts",
  "src/layouts/messages.ts",
  "src/magic.ts",
  "src/schema.ts",
  "src/self-test.ts",
];

/** The exports of the new images' modules. */
interface Module {
  readonly decodeGreetingImage: (bytes: Uint8Array) => object;
  readonly encodeGreetingImage: (image: object) => Uint8Array;
  readonly formatGreetingImageName: (id: number) => string;
  readonly decodeNoteBoxImage: (bytes: Uint8Array) => object;
  readonly encodeNoteBoxImage: (image: object) => Uint8Array;
  readonly identifyImage: (bytes: Uint8Array) => string;
  readonly ownerOf: (magic: number) => string | undefined;
}

let before: RenderMap;
let after: RenderMap;
let module: Module;

const cleanup = afterAllTests();
beforeAll(async () => {
  const schema = copyOfSchema(cleanup);
  appendFileSync(join(schema, "images.yaml"), ROWS);
  writeFileSync(join(schema, "messages", "greeting.proto"), MESSAGES);
  before = generate(PROJECT_SCHEMA);
  after = generate(schema);
  const folder = temporaryFolder(cleanup);
  for (const [path, text] of after) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  module = (await import(pathToFileURL(join(folder, "src", "index.ts")).href)) as Module;
});

const ORDERS = ["little", "big"] as const;
type Order = (typeof ORDERS)[number];

const word = (order: Order, value: number): number[] => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, order === "little");
  return [...new Uint8Array(view.buffer)];
};
const short = (order: Order, value: number): number[] => {
  const view = new DataView(new ArrayBuffer(2));
  view.setUint16(0, value, order === "little");
  return [...new Uint8Array(view.buffer)];
};
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
const framed = (order: Order, message: readonly number[]): number[] => [...word(order, message.length), ...message];
const HEAD = 0x54564319;

const cases = ORDERS.flatMap((order) => [
  { order, padding: "zero", fill: 0 },
  { order, padding: "other", fill: 0xa5 },
]);

describe("a new image", () => {
  it("leaves the modules of other images and messages unchanged", () => {
    const changed = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
    expect(changed.toSorted()).toEqual(LISTS_OF_ALL);
    const added = [...after.keys()].filter((path) => !before.has(path));
    expect(added.toSorted()).toEqual([
      "src/images/greeting.ts",
      "src/images/note-box.ts",
      "src/messages/greeting-entry.ts",
      "src/messages/note-box-entry.ts",
      "src/messages/note.ts",
    ]);
  });

  it("compiles", () => {
    expect(verify(after)).toEqual([]);
  });

  it.each(cases)("reads and writes named parts: $order-endian, $padding padding", ({ order, fill }) => {
    const bytes = Uint8Array.from([
      ...[...word(order, HEAD), ...word(order, 0x12345678)],
      ...[...framed(order, [0x08, 5, 0x10, 3, 0x18, 1]), ...ascii("hello"), fill, fill, fill],
      ...[1, 2, 0xfffe].flatMap((value) => short(order, value)),
      ...[...framed(order, [0x08, 8]), ...ascii("no pads!")],
      ...framed(order, [0x08, 0, 0x10, 7, 0x18, 0]),
      ...[...framed(order, [0x08, 1, 0x10, 0, 0x18, 1]), ...ascii("x"), ...Array.from({ length: 7 }, () => fill)],
    ]);
    const image = module.decodeGreetingImage(bytes);
    const kept = (size: number): object => (fill === 0 ? {} : { $padding: new Uint8Array(size).fill(fill) });
    const text = (value: string): Uint8Array => Uint8Array.from(ascii(value));
    expect(image).toEqual({
      image: "GREETING",
      version: "v1.1",
      byteOrder: order,
      entries: [
        {
          text_len: 5,
          count: 3,
          has_numbers: true,
          extra: { text: text("hello"), numbers: [1, 2, 0xfffe] },
          ...kept(3),
        },
        { text_len: 8, extra: { text: text("no pads!") } },
        { text_len: 0, count: 7, has_numbers: false, extra: { text: text("") } },
        { text_len: 1, count: 0, has_numbers: true, extra: { text: text("x"), numbers: [] }, ...kept(7) },
      ],
    });
    expect(module.encodeGreetingImage(image)).toEqual(bytes);
  });

  it.each(cases)("reads and writes nested messages: $order-endian, $padding padding", ({ order, fill }) => {
    const bytes = Uint8Array.from([
      ...[...word(order, HEAD), ...word(order, 0x23456789)],
      ...framed(order, [0x08, 2]),
      ...[...framed(order, [0x08, 3, 0x12, 2, ...ascii("hi")]), ...ascii("abc"), fill],
      ...[...framed(order, [0x08, 4]), ...ascii("four")],
      ...framed(order, [0x08, 0]),
    ]);
    const image = module.decodeNoteBoxImage(bytes);
    const kept = fill === 0 ? {} : { $padding: Uint8Array.of(fill) };
    expect(image).toEqual({
      image: "NOTE_BOX",
      version: "v1.1",
      byteOrder: order,
      entries: [
        {
          n: 2,
          extra: [
            { size: 3, label: "hi", extra: Uint8Array.from(ascii("abc")), ...kept },
            { size: 4, extra: Uint8Array.from(ascii("four")) },
          ],
        },
        { n: 0, extra: [] },
      ],
    });
    expect(module.encodeNoteBoxImage(image)).toEqual(bytes);
  });

  it("is identified by its magic, and has a file name", () => {
    const bytes = Uint8Array.from([...word("little", HEAD), ...word("little", 0x12345678)]);
    expect(module.identifyImage(bytes)).toBe("GREETING");
    expect(module.ownerOf(0x23456789)).toBe("NOTE_BOX");
    expect(module.formatGreetingImageName(7)).toBe("greeting-7.img");
  });

  it("is not written if a part disagrees with its length field", () => {
    const entries = [{ text_len: 4, extra: { text: Uint8Array.of(1) } }];
    expect(() => module.encodeGreetingImage({ image: "GREETING", entries })).toThrow(
      /extra\.text.*expected 4, found 1/,
    );
    const surplus = [{ text_len: 1, extra: { text: Uint8Array.of(1), numbers: [] } }];
    expect(() => module.encodeGreetingImage({ image: "GREETING", entries: surplus })).toThrow(
      /has_numbers allows no value/,
    );
  });
});
