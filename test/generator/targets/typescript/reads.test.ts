import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/generate.ts";
import { importPackage, type RandomPackage } from "../../../support/random-package.ts";
import { afterAllTests, proto, row, type SchemaTexts, table, tinySchema } from "../../../support/schema.ts";

/* Tests schemas of shapes that CRIU's lacks: their packages compile, read and write. */

type Codec = (bytes: unknown) => unknown;

const cleanup = afterAllTests();

async function packageOf(texts: SchemaTexts): Promise<RandomPackage> {
  return importPackage(generate(tinySchema(texts, cleanup)));
}

/** Returns the decoder and the encoder of a TypeScript name. */
function codecOf({ index }: RandomPackage, name: string): { decode: Codec; encode: Codec } {
  const { [`decode${name}`]: decode, [`encode${name}`]: encode } = index;
  if (decode === undefined || encode === undefined) throw new Error(`no ${name}`);
  return { decode, encode };
}

const bytes = (...all: readonly number[]): Uint8Array => Uint8Array.from(all);

/** Returns an image NOTE with the magic 5: each entry is a framed message and its extra. */
function imageOf(
  ...entries: readonly (readonly [message: readonly number[], extra?: readonly number[]])[]
): Uint8Array {
  const words = [0x54564319, 5].flatMap((word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255, word >>> 24]);
  const framed = entries.map(([message, extra = []]) => [message.length, 0, 0, 0, ...message, ...extra]);
  return bytes(...words, ...framed.flat());
}

describe("an entry of a map", () => {
  const VALUES = ["bool", "string", "bytes", "double", "int32", "uint64", "sint64", "fixed32", "note", "kind"];
  const fields = VALUES.map((type, i) => `map<int32, ${type}> ${type}_ = ${i + 1};`).join("\n");
  const keys = ["bool", "string", "int64", "fixed32"].map((type, i) => `map<${type}, bool> of_${type} = ${i + 11};`);
  const texts = {
    images: table(row("NOTE", "magic: 5, entries: maps")),
    protos: {
      "note.proto": proto(
        `message maps {\n${fields}\n${keys.join("\n")}\n}\nmessage note { optional bool a = 1; }\nenum kind { NONE = 0; SEVEN = 7; }`,
      ),
    },
  };
  const compiled = packageOf(texts);

  it.each([
    ["bool_", 1, false],
    ["string_", 2, ""],
    ["bytes_", 3, new Uint8Array()],
    ["double_", 4, 0],
    ["int32_", 5, 0],
    ["uint64_", 6, 0n],
    ["sint64_", 7, 0n],
    ["fixed32_", 8, 0],
    ["note_", 9, {}],
    ["kind_", 10, 0],
  ])("has the default for an absent value, and is written back: %s", async (name, number, value) => {
    const { decode, encode } = codecOf(await compiled, "Maps");
    const half = bytes(number * 8 + 2, 2, 8, 3);
    const read = decode(half) as Record<string, unknown>;
    expect(read[name]).toEqual(new Map([[3, value]]));
    expect(encode(read)).toEqual(half);
    const empty = bytes(number * 8 + 2, 0);
    expect((decode(empty) as typeof read)[name]).toEqual(new Map([[0, value]]));
    expect(encode(decode(empty))).toEqual(empty);
  });

  it.each([
    ["of_bool", 11, false],
    ["of_string", 12, ""],
    ["of_int64", 13, 0n],
    ["of_fixed32", 14, 0],
  ])("can lack its key: %s", async (name, number, key) => {
    const { decode, encode } = codecOf(await compiled, "Maps");
    const half = bytes(number * 8 + 2, 2, 16, 1);
    const read = decode(half) as Record<string, unknown>;
    expect(read[name]).toEqual(new Map([[key, true]]));
    expect(encode(read)).toEqual(half);
  });

  it("can have unknown fields, which are written back", async () => {
    const { decode, encode } = codecOf(await compiled, "Maps");
    for (const entry of [
      [8, 3, 16, 1, 24, 5],
      [24, 5, 8, 3, 16, 1],
      [8, 3, 24, 5],
    ]) {
      const odd = bytes(10, entry.length, ...entry);
      expect(encode(decode(odd))).toEqual(odd);
    }
  });

  it("is written completely once it gets another value", async () => {
    const { decode, encode } = codecOf(await compiled, "Maps");
    const read = decode(bytes(10, 2, 8, 3, 10, 2, 8, 4)) as { bool_: Map<number, boolean> };
    read.bool_.set(3, true);
    expect(encode(read)).toEqual(bytes(10, 4, 8, 3, 16, 1, 10, 2, 8, 4));
    read.bool_.delete(4);
    expect(encode(read)).toEqual(bytes(10, 4, 8, 3, 16, 1));
  });

  it("is written completely if the message was not read", async () => {
    const { decode, encode } = codecOf(await compiled, "Maps");
    const { $entries, ...read } = decode(bytes(10, 2, 8, 3)) as Record<string, unknown>;
    expect($entries).toEqual({ bool_: [{ key: 3, hasKey: true, hasValue: false }] });
    expect(encode(read)).toEqual(bytes(10, 4, 8, 3, 16, 0));
    for (const wrong of [5, [5]]) {
      expect(() => encode({ ...read, $entries: { bool_: wrong } })).toThrow(/\$entries/);
    }
  });

  it("survives a conversion to JSON and back", async () => {
    const made = await compiled;
    const { decode, encode } = codecOf(made, "NoteImage");
    const image = imageOf([[10, 2, 8, 3]], [[10, 0]], [[10, 4, 16, 1, 24, 2]]);
    expect(encode(decode(image))).toEqual(image);
    const { imageToJson, jsonToImage } = await made.load<Record<string, Codec2>>("src/json.ts");
    const { imageLayouts } = await made.load<Record<string, unknown>>("src/layouts/images.ts");
    expect(jsonToImage?.(imageLayouts, imageToJson?.(imageLayouts, image))).toEqual(image);
  });
});

type Codec2 = (layouts: unknown, value: unknown) => unknown;

describe("the default of an absent field", () => {
  const NOTE = `message note {
  optional uint32 n = 1 [default = 2];
  optional uint64 m = 2 [default = 3];
  optional bool on = 3 [default = true];
  optional bool off = 4;
  optional bool said_off = 5 [default = false];
}`;
  const imageWith = async (extra: string) =>
    codecOf(
      await packageOf({
        images: table(row("NOTE", `magic: 5, entries: note, extra: ${extra}`)),
        protos: { "a.proto": proto(NOTE) },
      }),
      "NoteImage",
    );

  it.each([
    ["a length", "bytes(n)", imageOf([[], [1, 2]], [[8, 1], [9]]), [bytes(1, 2), bytes(9)]],
    [
      "a length of 64 bits",
      "u16(m)",
      imageOf(
        [[], [1, 0, 2, 0, 3, 0]],
        [
          [16, 1],
          [9, 0],
        ],
      ),
      [[1, 2, 3], [9]],
    ],
    ["a condition", "bytes(n) if on", imageOf([[], [1, 2]], [[24, 0]]), [bytes(1, 2), undefined]],
    [
      "a condition with `unless`",
      "bytes(n) unless on",
      imageOf(
        [[]],
        [
          [24, 0],
          [1, 2],
        ],
      ),
      [undefined, bytes(1, 2)],
    ],
    [
      "a condition without a default",
      "bytes(n) if off",
      imageOf(
        [[]],
        [
          [32, 1],
          [1, 2],
        ],
      ),
      [undefined, bytes(1, 2)],
    ],
    [
      "a condition with `unless`, without a default",
      "bytes(n) unless off",
      imageOf([[], [1, 2]], [[32, 1]]),
      [bytes(1, 2), undefined],
    ],
    [
      "a condition with `unless`, and the default false",
      "bytes(n) unless said_off",
      imageOf([[], [1, 2]], [[40, 1]]),
      [bytes(1, 2), undefined],
    ],
  ])("is used as %s: %s", async (_, extra, image, wanted) => {
    const { decode, encode } = await imageWith(extra);
    const read = decode(image) as { entries: { extra?: unknown }[] };
    expect(read.entries.map((entry) => entry.extra)).toEqual(wanted);
    expect(encode(read)).toEqual(image);
  });

  it("is used as a condition of entries and rest, in the first message", async () => {
    const made = await packageOf({
      images: table(row("NOTE", "magic: 5, first: note, entries: note if on, rest: bytes unless on")),
      protos: { "a.proto": proto(NOTE) },
    });
    const { decode, encode } = codecOf(made, "NoteImage");
    const entries = imageOf([[]], [[8, 7]]);
    expect(decode(entries)).toMatchObject({ first: {}, entries: [{ n: 7 }] });
    const rest = imageOf([
      [24, 0],
      [1, 2, 3],
    ]);
    expect(decode(rest)).toMatchObject({ first: { on: false }, rest: bytes(1, 2, 3) });
    for (const image of [entries, rest]) expect(encode(decode(image))).toEqual(image);
  });
});
