import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../../../generator/generate.ts";
import { importPackage, type RandomPackage } from "../../../support/random-package.ts";
import { afterAllTests, problemsOf, proto, row, table, tinySchema } from "../../../support/schema.ts";

/* Every JavaScript object has these properties. A schema can have the same names: they become properties with a `$`. */

const cleanup = afterAllTests();
const MEMBERS = Object.getOwnPropertyNames(Object.prototype);

/** Returns fields of all names, and of each type in turn. */
function fields(...types: readonly string[]): string {
  return MEMBERS.map((name, i) => `${types[i % types.length]} ${name} = ${i + 1};`).join("\n");
}

const TEXT = `package __proto__.valueOf;
message constructor { required uint32 toString = 1; }
message __proto__ { optional constructor constructor = 1; }
message kinds { enum kind { ${MEMBERS.map((name, i) => `${name} = ${i};`).join(" ")} } }
message all { ${fields("required uint32", "optional constructor", "repeated uint32", "map<int32, string>", "optional kinds.kind")} }
message flat { ${fields("optional uint32", "required uint64", "optional bool")} }
message one { oneof hasOwnProperty_ { ${fields("uint32", "string")} } }
message defaults { optional uint32 toString = 1 [default = 7]; optional bytes __proto__ = 2 [default = "ab"]; }
message sized { required uint32 constructor = 1; optional uint32 __proto__ = 2; optional bool valueOf = 3; }
message shown { optional kinds.kind __proto__ = 1; optional uint32 constructor = 2; }
`;

const PARTS = "[{ all: bytes(constructor) }, { some: u16(__proto__) if valueOf }]";
const IMAGES = table(
  row("ALL", "magic: 5, entries: __proto__.valueOf.all"),
  row("FLAT", "magic: 6, entries: __proto__.valueOf.flat"),
  row("SIZED", `magic: 7, entries: __proto__.valueOf.sized, extra: ${PARTS}`),
  row("SHOWN", "magic: 8, entries: __proto__.valueOf.shown"),
);
const TEXTS = { images: IMAGES, protos: { "note.proto": proto(TEXT) } };

/** An image's bytes after the head and the magic. */
const contentOf = (bytes: unknown): number[] => [...(bytes as Uint8Array).subarray(8)];

describe("names that every object has", () => {
  let made: RandomPackage;
  beforeAll(async () => {
    const files = generate(tinySchema(TEXTS, cleanup));
    made = await importPackage(files);
  });

  it("are read and written as fields, lengths, conditions and parts", () => {
    const extra = { all: Uint8Array.of(1, 2), some: [3] };
    const image = { image: "SIZED", entries: [{ constructor$: 2, __proto__$: 1, valueOf$: true, extra }] };
    const bytes = made.index["encodeSizedImage"]?.(image);
    expect(contentOf(bytes)).toEqual([6, 0, 0, 0, 8, 2, 16, 1, 24, 1, 1, 2, 3, 0]);
    expect(made.index["decodeSizedImage"]?.(bytes)).toMatchObject(image);
  });

  it("are absent if the image lacks them", () => {
    const [read] = [made.index["decodeProtoValueOfFlat"]?.(Uint8Array.of(16, 1, 40, 1, 64, 1, 88, 1))];
    const required = MEMBERS.filter((_, i) => i % 3 === 1).map((name) => [`${name}$`, 1n]);
    expect(Object.entries(read as object)).toEqual(required);
    expect(() => made.index["decodeProtoValueOfFlat"]?.(new Uint8Array())).toThrow(`missing`);
  });

  it("are fields of a oneof, of which one at most is set", () => {
    const { decodeProtoValueOfOne: decode, encodeProtoValueOfOne: encode } = made.index;
    expect(decode?.(Uint8Array.of(8, 1, 24, 2))).toEqual({ [`${MEMBERS[2]}$`]: 2 });
    expect(() => encode?.({ [`${MEMBERS[0]}$`]: 1, [`${MEMBERS[2]}$`]: 2 })).toThrow(/at most one/);
  });

  it("are properties of columns and of defaults", async () => {
    const { decodeFlatColumns } = await made.load<RandomPackage["index"]>("src/columns/flat.ts");
    const entry = {
      constructor$: 5,
      ...Object.fromEntries(MEMBERS.map((name, i) => [`${name}$`, i % 3 === 1 ? 9n : undefined])),
    };
    const bytes = made.index["encodeFlatImage"]?.({ image: "FLAT", entries: [{ ...entry, constructor$: 5 }] });
    expect(decodeFlatColumns?.(bytes)).toMatchObject({
      constructor$: Uint32Array.of(5),
      [`${MEMBERS[1]}$`]: BigUint64Array.of(9n),
    });
    expect(made.index["protoValueOfDefaultsDefaults"]).toEqual({ toString$: 7, __proto__$: Uint8Array.of(97, 98) });
  });

  it("keep their names in enums, JSON, the history and errors", async () => {
    const { jsonToImage, imageToJson } = await made.load<RandomPackage["index"]>("src/json.ts");
    const { imageLayouts } = await made.load<{ readonly imageLayouts: unknown }>("src/layouts/images.ts");
    expect(Object.entries(made.index["ProtoValueOfKindsKind"] as object)).toEqual(MEMBERS.map((name, i) => [name, i]));
    const number = MEMBERS.indexOf("__proto__");
    const bytes = made.index["encodeShownImage"]?.({
      image: "SHOWN",
      entries: [{ __proto__$: number, constructor$: 2 }],
    });
    const toJson = imageToJson as (...all: unknown[]) => string;
    const fromJson = jsonToImage as (...all: unknown[]) => Uint8Array;
    const json = toJson(imageLayouts, bytes);
    expect(json).toContain('{"__proto__": "__proto__", "constructor": 2}');
    expect(fromJson(imageLayouts, json)).toEqual(bytes);
    const wrong = { image: "SHOWN", entries: [{ constructor$: -1 }] };
    expect(() => made.index["encodeShownImage"]?.(wrong)).toThrow("constructor");
    const { FIELDS_SINCE } = await made.load<{ readonly FIELDS_SINCE: Record<string, object> }>("src/history.ts");
    expect(Object.keys(FIELDS_SINCE["__proto__.valueOf.shown"] ?? {})).toEqual(["__proto__", "constructor"]);
  });
});

it("are no problem of a schema, and a table can rename to them", () => {
  expect(problemsOf(tinySchema(TEXTS))).toEqual([]);
  const renamed = TEXTS.images.replace("images:", "names: { base_entry.version: constructor }\nimages:");
  expect(problemsOf(tinySchema({ ...TEXTS, images: renamed }))).toEqual([]);
});
