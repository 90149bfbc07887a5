import * as criu from "criu-images";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pascalCase } from "../../generator/model/names.ts";
import { messages } from "../support/facts.ts";
import { messageOf, type Plain, referenceDecode, referenceEncode } from "../support/reference.ts";
import { share } from "../support/share.ts";

interface Codec {
  readonly name: string;
  readonly decode: (bytes: Uint8Array) => Plain;
  readonly encode: (message: Plain) => Uint8Array;
}

const exported: Readonly<Record<string, unknown>> = criu;
const codecs = Object.keys(messages)
  .filter((name) => name !== "CRIU_Opts")
  .map((name): Codec => {
    const type = pascalCase(name);
    return {
      name,
      decode: exported[`decode${type}`] as Codec["decode"],
      encode: exported[`encode${type}`] as Codec["encode"],
    };
  });

const RUNS = share(40);

describe.each(codecs)("$name", ({ name, decode, encode }) => {
  it("is encoded to the bytes of protobufjs, and decoded to the same value", () => {
    fc.assert(
      fc.property(messageOf(name), (message) => {
        const bytes = encode(message);
        expect(bytes).toEqual(referenceEncode(name, message));
        expect(decode(bytes)).toEqual(message);
      }),
      { numRuns: RUNS },
    );
  });

  it("is decoded like protobufjs does if lists are packed", () => {
    fc.assert(
      fc.property(messageOf(name), (message) => {
        const packed = referenceEncode(name, message, { packed: true });
        expect(decode(packed)).toEqual(message);
        expect(referenceDecode(name, packed)).toEqual(decode(packed));
      }),
      { numRuns: RUNS },
    );
  });

  it("keeps the positions of unknown fields, and is encoded to the same bytes", () => {
    fc.assert(
      fc.property(messageOf(name, 1), fc.array(unknownField(name), { maxLength: 4 }), (message, unknown) => {
        const bytes = weave(encode(message), unknown);
        const read = decode(bytes);
        expect(encode(read)).toEqual(bytes);
        expect(referenceDecode(name, bytes)).toEqual(referenceDecode(name, encode(message)));
        const { $unknown, ...known } = read;
        expect(known).toEqual(message);
        expect($unknown === undefined).toBe(unknown.length === 0);
      }),
      { numRuns: RUNS },
    );
  });

  it("is decoded from any bytes, or refused with an ImageError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(criu.ImageError);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("an unnamed number of an enum", () => {
  it("stays in its field, as in protobuf-c, and is encoded again", () => {
    const bytes = Uint8Array.of(0x08, 0x01, 0x10, 0x02, 0x18, 0x80, 0x88, 0x27, 0x20, 0x03);
    expect(criu.decodeFdinfoEntry(bytes)).toEqual({ id: 1, flags: 2, type: 640_000, fd: 3 });
    expect(criu.encodeFdinfoEntry(criu.decodeFdinfoEntry(bytes))).toEqual(bytes);
    expect(criu.enumName(criu.FdTypes, 640_000)).toBeUndefined();
    expect(criu.enumName(criu.FdTypes, 1)).toBe("REG");
  });
});

interface Unknown {
  readonly number: number;
  readonly bytes: readonly number[];
}

/** Generates a field that the message does not declare. */
function unknownField(name: string): fc.Arbitrary<Unknown> {
  const known = new Set(messages[name]?.fields.map(({ number }) => number));
  const body = fc.oneof(
    fc.constantFrom([0x05], [0x80, 0x01]).map((bytes) => ({ wire: 0, bytes })),
    fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => ({ wire: 1, bytes: [...bytes] })),
    fc.uint8Array({ maxLength: 10 }).map((bytes) => ({ wire: 2, bytes: [bytes.length, ...bytes] })),
    fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => ({ wire: 5, bytes: [...bytes] })),
    // A group with a field and an empty group.
    fc.uint8Array({ maxLength: 10 }).map((bytes) => ({ wire: 3, bytes: [0x0a, bytes.length, ...bytes, 0x13, 0x14] })),
  );
  return fc
    .tuple(
      fc.integer({ min: 1, max: 2000 }).filter((number) => !known.has(number)),
      body,
    )
    .map(([number, { wire, bytes }]) => {
      const end = wire === 3 ? varint(number * 8 + 4) : [];
      return { number, bytes: [...varint(number * 8 + wire), ...bytes, ...end] };
    });
}

/** Inserts fields in the order of their numbers, as a release that declares them would write them. */
function weave(known: Uint8Array, unknown: readonly Unknown[]): Uint8Array {
  const fields = split(known);
  for (const field of unknown) {
    const at = fields.findIndex(({ number }) => number > field.number);
    fields.splice(at < 0 ? fields.length : at, 0, field);
  }
  return Uint8Array.from(fields.flatMap(({ bytes }) => [...bytes]));
}

/** Splits a message into its fields. */
function split(bytes: Uint8Array): Unknown[] {
  const fields: Unknown[] = [];
  for (let pos = 0; pos < bytes.length; ) {
    const start = pos;
    const [tag, afterTag] = readVarint(bytes, pos);
    const wire = tag % 8;
    const [value, afterValue] = wire === 0 || wire === 2 ? readVarint(bytes, afterTag) : [0, afterTag];
    pos = wire === 0 ? afterValue : wire === 2 ? afterValue + value : afterTag + (wire === 1 ? 8 : 4);
    fields.push({ number: Math.floor(tag / 8), bytes: [...bytes.subarray(start, pos)] });
  }
  return fields;
}

function readVarint(bytes: Uint8Array, pos: number): [value: number, end: number] {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[pos++] ?? 0;
    value += (byte % 128) * factor;
    if (byte < 128) return [value, pos];
  }
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
