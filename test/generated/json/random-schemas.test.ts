import type { imageToJson, jsonToImage } from "criu-images/json";
import type { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { concat, words } from "../../support/build.ts";
import { expectBytes, FORMS } from "../../support/json.ts";
import { compile, entryOf } from "../../support/random-package.ts";
import {
  partsOf,
  protoText,
  type RandomField,
  type RandomSchema,
  schemas,
  type Value,
  values,
} from "../../support/random-schema.ts";
import { share } from "../../support/share.ts";

/*
 * Tests the JSON of random schemas: messages with fields of each type and label, maps, oneofs and extras, and messages
 * in extras with extras of their own.
 */

interface Nested {
  readonly row: string;
  readonly image: string;
  /** Field of the entry with the number of messages in its extra. */
  readonly count: string;
  readonly of: number;
  /** Extra of the nested messages: named parts, one conditional part, or none. */
  readonly kind: "parts" | "conditional" | "none";
  /** Length and condition of the conditional part. */
  readonly length: string;
  readonly condition: string;
}

function counts(fields: readonly RandomField[], type: string): string[] {
  const singular = fields.filter(({ label }) => label === "required" || label === "optional");
  return singular.filter((field) => field.type === type).map(({ name }) => name);
}

/** Returns a row for each message with a field that can count the messages of an extra. */
function nestedRows({ messages }: RandomSchema): Nested[] {
  return messages.flatMap((fields, i): Nested[] => {
    const [count] = counts(fields, "uint32");
    if (count === undefined || fields.some(({ name }) => name === "extra")) return [];
    const of = (i + 1) % messages.length;
    const inner = messages[of] ?? [];
    const [[length = ""], [condition = ""]] = [counts(inner, "uint32"), counts(inner, "bool")];
    const named = inner.some(({ name }) => name === "extra");
    const kind = named || length === "" ? "none" : condition === "" ? "parts" : "conditional";
    const parts = partsOf(inner).map(({ name, text }) => `{ ${name}: ${text} }`);
    const extra = {
      parts: `, extra: [${parts}]`,
      conditional: `, extra: bytes(${length}) pad 4 if ${condition}`,
      none: "",
    };
    const layout = `entries: M${i}, extra: { messages: M${of}(${count})${extra[kind]} }`;
    const row = `NEST${i}: { about: "Nest ${i}", file: nest${i}-%u.img, magic: ${0x20000000 + i}, town: T, ${layout} }`;
    return [{ row, image: `NEST${i}`, count, of, kind, length, condition }];
  });
}

/** Returns a message of an extra, with its own extra. */
function followerOf(
  { kind, length, condition }: Nested,
  inner: readonly RandomField[],
  value: Value,
  sizes: readonly number[],
): Value {
  if (kind === "parts") return entryOf(inner, value, sizes);
  if (kind === "none" || value[condition] !== true) return value;
  const size = sizes[0] ?? 0;
  return { ...value, [length]: size, extra: Uint8Array.from({ length: size }, (_, i) => i) };
}

const sizesOf = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });

describe("the JSON of random schemas", () => {
  it("converts back to the same image", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, async (schema) => {
        const nested = nestedRows(schema);
        const made = await compile(
          schema,
          nested.map(({ row }) => row),
        );
        const { imageLayouts: layouts } = await made.load<{ imageLayouts: typeof imageLayouts }>(
          "src/layouts/images.ts",
        );
        const json = await made.load<{ imageToJson: typeof imageToJson; jsonToImage: typeof jsonToImage }>(
          "src/json.ts",
        );
        const root = protobuf.parse(protoText(schema), { keepCase: true }).root;

        const check = (bytes: Uint8Array, usual: boolean): void => {
          for (const form of FORMS) {
            const text = json.imageToJson(layouts, bytes, form);
            expectBytes(json.jsonToImage(layouts, text), bytes, text);
            if (usual) expect(text).not.toContain('"wire": "');
          }
        };
        const encode = (image: string, entries: readonly Value[], little: boolean): Uint8Array => {
          const name = `encode${image.charAt(0)}${image.slice(1).toLowerCase()}Image`;
          const byteOrder = little ? "little" : "big";
          return made.index[name]?.({ image, version: "v1.1", byteOrder, entries }) as Uint8Array;
        };

        for (const [index, fields] of schema.messages.entries()) {
          const type = root.lookupType(`M${index}`);
          const follower = nested.find(({ image }) => image === `NEST${index}`);
          const inner = follower?.of ?? 0;
          fc.assert(
            fc.property(
              values(schema, index),
              values(schema, inner),
              sizesOf,
              fc.boolean(),
              (value, other, sizes, little) => {
                const entry = entryOf(fields, value, sizes);
                check(encode(`ROW${index}`, [entry, entry], little), true);
                if (follower !== undefined) {
                  const one = followerOf(follower, schema.messages[inner] ?? [], other, sizes);
                  const whole = { ...value, [follower.count]: 2, extra: [one, one] };
                  check(encode(follower.image, [whole, whole], little), true);
                }
                if (partsOf(fields).length > 0) return;
                // protobufjs writes fields in the order of their declaration, and lists packed or not.
                const bytes = made.index[`encodeM${index}`]?.(value) as Uint8Array;
                const theirs = new Uint8Array(type.encode(type.decode(bytes)).finish());
                check(concat(words(true, 0x54564319, 0x10000000 + index, theirs.length), theirs), false);
              },
            ),
            { numRuns: share(15) },
          );
        }
      }),
      { numRuns: 4 },
    );
  });
});
