import type { imageToJson, jsonToImage } from "criu-images/json";
import type { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { concat, words } from "../../support/build.ts";
import { expectBytes, FORMS } from "../../support/json.ts";
import { compile, type RandomPackage } from "../../support/random-package.ts";
import type { RandomField } from "../../support/random-schema.ts";

/*
 * Tests oneofs in JSON, which images of CRIU do not have: of the fields of a oneof in an image, the last one counts, as
 * protobuf specifies; JSON with two of them is refused.
 */

const field = (name: string, number: number, type: string | number, label: RandomField["label"]): RandomField => {
  return { name, number, type, label, key: "", packed: false };
};

const SCHEMA = {
  proto3: false,
  messages: [
    [
      field("one", 1, "uint32", "oneof"),
      field("two", 2, "string", "oneof"),
      field("inner", 3, 1, "oneof"),
      field("after", 4, "int32", "optional"),
    ],
    [field("first", 1, "uint32", "oneof"), field("second", 2, "uint32", "oneof")],
  ],
};

/** A field on the wire, and in JSON. */
interface Part {
  readonly name: "one" | "two" | "inner" | "after";
  readonly wire: readonly number[];
  readonly value: unknown;
}

const small = fc.integer({ min: 0, max: 127 });
const inner = (name: "first" | "second", number: number): fc.Arbitrary<Part> =>
  small.map((value) => ({ name: "inner", wire: [0x1a, 2, number * 8, value], value: { [name]: value } }));
const parts: fc.Arbitrary<Part> = fc.oneof(
  small.map((value): Part => ({ name: "one", wire: [8, value], value })),
  small.map((value): Part => ({ name: "after", wire: [32, value], value })),
  fc.constantFrom("a", "b").map((value): Part => ({ name: "two", wire: [18, 1, value.charCodeAt(0)], value })),
  inner("first", 1),
  inner("second", 2),
);

/** Returns the message that the parts make: a field of a oneof displaces the others; pieces of a message are joined. */
function meaning(all: readonly Part[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const { name, value } of all) {
    if (name !== "after") for (const other of ["one", "two", "inner"]) if (other !== name) delete made[other];
    made[name] = value;
  }
  return made;
}

/** Returns whether two pieces of a message have different fields of its oneof. */
function isTorn(all: readonly Part[]): boolean {
  const names = all.filter(({ name }) => name === "inner").map(({ value }) => Object.keys(value as object)[0]);
  return new Set(names).size > 1;
}

/** Returns an image with one entry. */
function image(message: Uint8Array): Uint8Array {
  return concat(words(true, 0x54564319, 0x10000000, message.length), message);
}

describe("oneofs in JSON", () => {
  let made: RandomPackage;
  let layouts: typeof imageLayouts;
  let json: { imageToJson: typeof imageToJson; jsonToImage: typeof jsonToImage };

  beforeAll(async () => {
    made = await compile(SCHEMA);
    layouts = (await made.load<{ imageLayouts: typeof imageLayouts }>("src/layouts/images.ts")).imageLayouts;
    json = await made.load("src/json.ts");
  }, 60_000);

  it("have the last field of an image, which converts back to the same bytes", () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (all) => {
        const message = Uint8Array.from(all.flatMap(({ wire }) => wire));
        const bytes = image(message);
        for (const form of FORMS) {
          const text = json.imageToJson(layouts, bytes, form);
          expectBytes(json.jsonToImage(layouts, text), bytes, text);
        }
        const { entries } = JSON.parse(json.imageToJson(layouts, bytes));
        const { $kept: _, ...shown } = entries[0];
        expect(shown).toEqual(meaning(all));
        // Typed readers keep what two pieces of a message choose; writers refuse it.
        if (!isTorn(all)) expect(made.index["decodeM0"]?.(message)).toEqual(meaning(all));
        expect(json.jsonToImage(layouts, JSON.stringify({ magic: "ROW0", entries: [shown] }))).toEqual(
          image(made.index["encodeM0"]?.(meaning(all)) as Uint8Array),
        );
      }),
    );
  });

  it.each([
    ['{"one": 1, "two": "a"}', "two", "one"],
    ['{"two": "a", "after": 1, "one": 1}', "one", "two"],
    ['{"inner": {"first": 1, "second": 2}}', "second", "first"],
  ])("refuse two fields of one: %s", (entry, name, other) => {
    const text = `{"magic": "ROW0", "entries": [${entry}]}`;
    expect(() => json.jsonToImage(layouts, text)).toThrow(
      expect.objectContaining({
        code: "bad-json",
        offset: text.indexOf(`"${name}"`),
        message: expect.stringContaining(`'${name}' and '${other}' are in the oneof`),
      }),
    );
  });
});
