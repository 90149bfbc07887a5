import fc, { type Arbitrary } from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import {
  createReader,
  type Reader,
  readBool,
  readBytes,
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readInt32,
  readInt64,
  readSfixed32,
  readSfixed64,
  readSint32,
  readSint64,
  readString,
  readUint32,
  readUint64,
} from "../../../runtime/wire/reader.ts";
import {
  createWriter,
  finish,
  type Writer,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeInt32,
  writeInt64,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeString,
  writeUint32,
  writeUint64,
} from "../../../runtime/wire/writer.ts";

/* Compares each type of value in protobuf, used by CRIU or not, with protobufjs. */

type Write = (w: Writer, tag: number, value: never, field: string) => void;
type Read = (r: Reader, field: string) => unknown;

const bits = (count: number) => fc.integer({ min: 0, max: count }).map((bit) => 2n ** BigInt(bit));

/** Generates numbers near powers of two, because varints grow there, and any others. */
function longs(min: bigint, max: bigint): Arbitrary<bigint> {
  const near = fc.tuple(bits(64), fc.constantFrom(-1n, 0n, 1n), fc.constantFrom(-1n, 1n));
  const edges = near.map(([power, beside, sign]) => sign * (power + beside)).filter((n) => n >= min && n <= max);
  return fc.oneof(edges, fc.constantFrom(min, max), fc.bigInt({ min, max }));
}

const numbers = (min: bigint, max: bigint) => longs(min, max).map(Number);
const uint32 = numbers(0n, 2n ** 32n - 1n);
const int32 = numbers(-(2n ** 31n), 2n ** 31n - 1n);
const uint64 = longs(0n, 2n ** 64n - 1n);
const int64 = longs(-(2n ** 63n), 2n ** 63n - 1n);
const text = fc.string({ unit: fc.constantFrom("a", "~", "\x7f", "é", "€", "𝄞", "\0"), maxLength: 200 });

const KINDS: readonly (readonly [keyof protobuf.Writer, Write, Read, Arbitrary<unknown>])[] = [
  ["uint32", writeUint32, readUint32, uint32],
  ["int32", writeInt32, readInt32, int32],
  ["sint32", writeSint32, readSint32, int32],
  ["fixed32", writeFixed32, readFixed32, uint32],
  ["sfixed32", writeSfixed32, readSfixed32, int32],
  ["uint64", writeUint64, readUint64, uint64],
  ["int64", writeInt64, readInt64, int64],
  ["sint64", writeSint64, readSint64, int64],
  ["fixed64", writeFixed64, readFixed64, uint64],
  ["sfixed64", writeSfixed64, readSfixed64, int64],
  ["float", writeFloat, readFloat, fc.float()],
  ["double", writeDouble, readDouble, fc.double()],
  ["bool", writeBool, readBool, fc.boolean()],
  ["string", writeString, readString, text],
  ["bytes", writeBytes, readBytes, fc.uint8Array({ maxLength: 200 })],
];

/** Returns the bytes of protobufjs; it takes 64-bit numbers as texts. */
function theirs(kind: keyof protobuf.Writer, tag: number, value: unknown): Uint8Array {
  const w = protobuf.Writer.create();
  if (tag > 0) w.uint32(tag);
  (w[kind] as (value: unknown) => void).call(w, typeof value === "bigint" ? String(value) : value);
  return w.finish();
}

describe("a value", () => {
  it.each(KINDS)("of type %s is written to the bytes of protobufjs, and read back", (kind, write, read, values) => {
    const tags = fc.constantFrom(8, 0x7f, 0x80, 0x3fff, 0x4000, 2 ** 32 - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(tags, values), { minLength: 1, maxLength: 40 }), (fields) => {
        const w = createWriter("X");
        for (const [tag, value] of fields) write(w, tag, value as never, "a");
        const bytes = finish(w);
        expect(bytes).toEqual(new Uint8Array(Buffer.concat(fields.map(([tag, value]) => theirs(kind, tag, value)))));
        const r = createReader(bytes, "X");
        for (const [tag, value] of fields) expect([readUint32(r), read(r, "a")]).toEqual([tag, value]);
        expect(r.pos).toBe(bytes.length);
      }),
    );
  });

  const packed = KINDS.filter(([kind]) => kind !== "string" && kind !== "bytes");
  it.each(packed)("of type %s is written without a tag if the tag is 0", (kind, write, _, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const w = createWriter("X");
        write(w, 0, value as never, "a");
        expect(finish(w)).toEqual(new Uint8Array(theirs(kind, 0, value)));
      }),
    );
  });
});
