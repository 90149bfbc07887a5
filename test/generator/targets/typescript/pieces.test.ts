import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/generate.ts";
import { importPackage } from "../../../support/random-package.ts";
import { proto, row, table, tinySchema } from "../../../support/schema.ts";

type Values = Record<string, unknown>;

/** Returns the codec of a message `note` with these declarations. */
async function codecOf(text: string) {
  const images = table(row("NOTE", "magic: 5, entries: note"));
  const files = generate(tinySchema({ images, protos: { "note.proto": proto(text) } }));
  const { decodeNote, encodeNote } = (await importPackage(files)).index;
  return {
    module: files.get("src/messages/note.ts") ?? "",
    decode: (bytes: Uint8Array) => decodeNote?.(bytes) as Values,
    encode: (value: Values) => encodeNote?.(value) as Uint8Array,
  };
}

/** Fields of each type in turn, with a value. */
type Kind = readonly [type: string, value: unknown];
const KINDS: readonly Kind[] = [
  ["optional uint32", 5],
  ["required sint64", -5n],
  ["repeated string", ["a", "b"]],
  ["repeated fixed32", [1, 2]],
  ["optional part", { a: 1 }],
  ["repeated part", [{ a: 1 }, {}]],
  ["map<string, part>", new Map([["a", { a: 1 }]])],
  ["optional bool", true],
  ["optional kind", 1],
];
const AROUND = "message part { optional uint32 a = 1; }\nenum kind { NONE = 0; ONE = 1; }";

describe("a message with many fields", () => {
  it.each([200, 201, 600, 2000])("is read and written like any other: %i", async (count) => {
    const kinds = Array.from({ length: count }, (_, i): Kind => KINDS[i % KINDS.length] ?? ["", 0]);
    const fields = kinds.map(([type], i) => `  ${type} f${i} = ${i + 1};`);
    const { module, decode, encode } = await codecOf(`message note {\n${fields.join("\n")}\n}\n${AROUND}`);
    const value = Object.fromEntries(kinds.map(([, of], i) => [`f${i}`, of]));
    expect(decode(encode(value))).toEqual(value);
    expect(module.split("function read$")).toHaveLength(1 + (count > 200 ? Math.ceil(count / 200) : 0));
    const least = Object.fromEntries(Object.entries(value).filter((_, i) => kinds[i]?.[0].startsWith("required")));
    const empty = kinds.map(([type], i) => [`f${i}`, type.startsWith("map") ? new Map() : []]);
    const lists = Object.fromEntries(empty.filter((_, i) => /^(map|repeated)/.test(kinds[i]?.[0] ?? "")));
    expect(decode(encode({ ...lists, ...least }))).toEqual({ ...lists, ...least });
  });

  it("names a missing required field, keeps unknown fields, and accepts packed lists", async () => {
    const fields = Array.from({ length: 210 }, (_, i) => `  optional uint32 f${i} = ${i + 1};`);
    const more = "required bool last = 300; repeated uint32 list = 301; map<uint32, bool> map = 302;";
    const { decode, encode } = await codecOf(`message note {\n${fields.join("\n")}\n${more}\n}`);
    expect(() => decode(new Uint8Array())).toThrow(/last, offset 0: a required field/);
    expect(() => encode({ list: [], map: new Map() })).toThrow(/last/);
    const odd = Uint8Array.of(8, 1, 0xc0, 0x3e, 7, 0xe0, 0x12, 1, 0xf2, 0x12, 2, 8, 3);
    expect(decode(odd)).toEqual({
      ...{ f0: 1, last: true, list: [], map: new Map([[3, false]]) },
      $unknown: [{ after: 1, bytes: Uint8Array.of(0xc0, 0x3e, 7) }],
      $entries: { map: [{ key: 3, hasKey: true, hasValue: false }] },
    });
    expect(encode(decode(Uint8Array.of(0xe0, 0x12, 1, 0xf2, 0x12, 2, 8, 3)))).toEqual(
      Uint8Array.of(0xe0, 0x12, 1, 0xf2, 0x12, 2, 8, 3),
    );
    expect(decode(Uint8Array.of(0xea, 0x12, 2, 5, 6, 0xe0, 0x12, 0))).toMatchObject({ list: [5, 6], last: false });
  });

  it.each([32, 33, 300])("can have a oneof of %i: the last field wins", async (count) => {
    const types = ["uint32", "part", "string"];
    const fields = Array.from({ length: count }, (_, i) => `    ${types[i % 3]} f${i} = ${i + 1};`);
    const { module, decode, encode } = await codecOf(
      `message note {\n  optional uint32 other = 1000;\n  oneof choice {\n${fields.join("\n")}\n  }\n}\n${AROUND}`,
    );
    const of = (value: Values): number[] => [...encode(value)];
    expect(decode(Uint8Array.from([...of({ other: 9 }), ...of({ f0: 1 }), ...of({ f4: { a: 2 } })]))).toEqual({
      other: 9,
      f4: { a: 2 },
    });
    expect(decode(Uint8Array.from([...of({ f1: { a: 2 } }), ...of({ f1: {} })]))).toEqual({ f1: { a: 2 } });
    expect(decode(Uint8Array.from([...of({ f1: { a: 2 } }), ...of({ f0: 3 }), ...of({ f1: {} })]))).toEqual({ f1: {} });
    expect(() => encode({ f0: 1, f2: "a" })).toThrow(/choice/);
    // The code grows linearly with the fields of the oneof.
    expect(module.length / count).toBeLessThan(1500);
  });
});
