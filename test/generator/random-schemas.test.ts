import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { compile, entryOf } from "../support/random-package.ts";
import {
  protoText,
  type RandomField,
  type RandomSchema,
  schemas,
  type Value,
  values,
} from "../support/random-schema.ts";
import { share } from "../support/share.ts";

/** Converts a value to protobufjs' form. */
function toReference(schema: RandomSchema, index: number, value: Value): Value {
  return convert(schema, index, value, (field, v) =>
    typeof field.type === "number"
      ? toReference(schema, field.type, v as Value)
      : typeof v === "bigint"
        ? String(v)
        : v,
  );
}

function fromReference(schema: RandomSchema, index: number, value: Value): Value {
  return convert(schema, index, value, (field, v) => {
    if (typeof field.type === "number") return fromReference(schema, field.type, v as Value);
    if (field.type.endsWith("64")) return BigInt(v as string);
    return field.type === "bytes" ? Uint8Array.from(v as number[]) : v;
  });
}

function convert(
  schema: RandomSchema,
  index: number,
  value: Value,
  one: (field: RandomField, value: unknown) => unknown,
): Value {
  const pairs = (schema.messages[index] ?? []).flatMap((field): [string, unknown][] => {
    const v = value[field.name];
    if (v === undefined)
      return field.label === "repeated" ? [[field.name, []]] : field.label === "map" ? [[field.name, new Map()]] : [];
    if (field.label === "repeated") return [[field.name, (v as unknown[]).map((item) => one(field, item))]];
    if (field.label !== "map") return [[field.name, one(field, v)]];
    if (v instanceof Map)
      return [[field.name, Object.fromEntries([...v].map(([key, item]) => [key, one(field, item)]))]];
    const keyOf = (key: string): unknown => (field.key === "string" ? key : Number(key));
    return [[field.name, new Map(Object.entries(v as Value).map(([key, item]) => [keyOf(key), one(field, item)]))]];
  });
  return Object.fromEntries(pairs);
}

describe("any random schema", () => {
  it("compiles, and its package agrees with protobufjs and with itself", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, async (schema) => {
        const made = (await compile(schema)).index;
        const root = protobuf.parse(protoText(schema), { keepCase: true }).root;
        for (const [index, fields] of schema.messages.entries()) {
          const type = root.lookupType(`M${index}`);
          const { [`decodeM${index}`]: decode, [`encodeM${index}`]: encode } = made;
          const { [`decodeRow${index}Image`]: decodeRow, [`encodeRow${index}Image`]: encodeRow } = made;
          fc.assert(
            fc.property(
              values(schema, index),
              fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
              fc.boolean(),
              (value, sizes, little) => {
                const bytes = encode?.(value) as Uint8Array;
                expect(decode?.(bytes)).toEqual(value);
                const theirs = new Uint8Array(type.encode(type.fromObject(toReference(schema, index, value))).finish());
                expect(decode?.(theirs)).toEqual(value);
                expect(encode?.(decode?.(theirs))).toEqual(theirs);
                const read = type.toObject(type.decode(bytes), { longs: String, bytes: Array }) as Value;
                expect(fromReference(schema, index, read)).toEqual(value);
                const entry = entryOf(fields, value, sizes);
                const image = {
                  image: `ROW${index}`,
                  version: "v1.1",
                  byteOrder: little ? "little" : "big",
                  entries: [entry, entry],
                };
                expect(decodeRow?.(encodeRow?.(image))).toEqual(image);
              },
            ),
            { numRuns: 15 },
          );
        }
      }),
      { numRuns: share(12) },
    );
  });
});
