import type { ExtraLayout, FieldLayout, MessageLayout, ScalarType } from "criu-images/layouts";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { extraNodes } from "../../../inspect/dissect/extra.ts";
import { messageNodes } from "../../../inspect/dissect/message.ts";
import { type DissectNode, TOP } from "../../../inspect/dissect/node.ts";
import { sourceOf } from "../../../inspect/wire/wire.ts";
import { concat, words } from "../../support/build.ts";
import { notesOf } from "./support.ts";

/* Tests layouts that a schema allows and no image of CRIU has: each type of protobuf, and each form of an extra. */

function nodesOf(bytes: Uint8Array, ...fields: readonly FieldLayout[]): DissectNode[] {
  const span = { pos: 0, end: bytes.length, cut: false };
  return [...messageNodes(sourceOf(bytes, true), { message: "m", fields }, span, TOP)];
}

const signed = (bits: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n });
const unsigned = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });

const INTEGERS: readonly (readonly [ScalarType, fc.Arbitrary<bigint>])[] = [
  ...(["int32", "sint32", "sfixed32"] as const).map((type) => [type, signed(32)] as const),
  ...(["uint32", "fixed32"] as const).map((type) => [type, unsigned(32)] as const),
  ...(["int64", "sint64", "sfixed64"] as const).map((type) => [type, signed(64)] as const),
  ...(["uint64", "fixed64"] as const).map((type) => [type, unsigned(64)] as const),
];

/** Encodes a value as one field or, if `packed`, twice in a packed list. */
function written(type: string, value: unknown, packed: boolean): Uint8Array {
  const rule = packed ? "repeated" : "optional";
  const field = new protobuf.Field("a", 1, type, rule, undefined, packed ? { packed: true } : {});
  const message = new protobuf.Type("m").add(field);
  new protobuf.Root().add(message);
  return Uint8Array.from(message.encode(message.fromObject({ a: packed ? [value, value] : value })).finish());
}

describe("a value", () => {
  it.each(INTEGERS)("of type %s is printed exactly, alone and in a packed list", (type, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const [one] = nodesOf(written(type, `${value}`, false), { name: "a", number: 1, type });
        expect(one?.value).toBe(`${value}`);
        const list = nodesOf(written(type, `${value}`, true), {
          name: "a",
          number: 1,
          type,
          label: "repeated",
          packed: true,
        });
        expect(list.map((node) => node.value)).toEqual([undefined, `${value}`, `${value}`]);
      }),
    );
  });

  it.each(["float", "double"] as const)("of type %s is printed with enough digits to round-trip", (type) => {
    const float = type === "float" ? fc.float({ noNaN: true }) : fc.double({ noNaN: true });
    fc.assert(
      fc.property(float, (value) => {
        const [node] = nodesOf(written(type, value, false), { name: "a", number: 1, type });
        const shown = Number(JSON.parse(node?.value ?? "null"));
        expect(type === "float" ? Math.fround(shown) : shown).toBe(value);
      }),
    );
  });

  const FIVE = [0xff, 0xff, 0xff, 0xff];
  it.each<[ScalarType | "enum", number[], string, string[]]>([
    ["int32", [...FIVE, 0x0f], "-1", []],
    ["int32", [0x80, 0x80, 0x80, 0x80, 0x08], "-2147483648", []],
    ["int32", [...FIVE, 0x1f], "-1", ["8589934591"]],
    ["int32", [...FIVE, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], "-1", []],
    ["int32", [0x80, 0x80, 0x80, 0x80, 0x10], "0", ["4294967296"]],
    ["int32", [...FIVE, 0x87, 0xff, 0xff, 0xff, 0xff, 0x01], "2147483647", ["18446744041497296895"]],
    ["enum", [...FIVE, 0x0f], "-1", []],
    ["enum", [...FIVE, 0x1f], "-1", ["8589934591"]],
    ["uint32", [...FIVE, 0x0f], "4294967295", []],
    ["uint32", [...FIVE, 0x1f], "4294967295", ["8589934591"]],
    ["sint32", [...FIVE, 0x0f], "-2147483648", []],
    ["sint32", [0xfe, 0xff, 0xff, 0xff, 0x1f], "2147483647", ["8589934590"]],
  ])("of type %s in the bytes %j is %s, with a warning if bits are lost", (type, bytes, shown, cut) => {
    const field = type === "enum" ? ({ type, enum: "e", values: { MINUS: -1 } } as const) : ({ type } as const);
    const nodes = nodesOf(Uint8Array.from([0x08, ...bytes]), { name: "a", number: 1, ...field });
    expect(nodes.map(({ value, raw }) => raw ?? value)).toEqual([shown]);
    expect(notesOf(nodes)).toEqual(
      cut.map((number) => `0 warn: only the lower 32 bits are used: ${number} is too large`),
    );
  });

  it("ends its packed list if it is truncated, and the fields after the list are read", () => {
    const fields: FieldLayout[] = [
      { name: "a", number: 1, type: "uint32", label: "repeated", packed: true },
      { name: "b", number: 2, type: "uint32" },
    ];
    const nodes = nodesOf(Uint8Array.of(0x0a, 3, 5, 0x80, 0x80, 0x10, 7), ...fields);
    expect(nodes.map(({ path, value }) => [path, value])).toEqual([
      ["a", undefined],
      ["a[0]", "5"],
      ["a[1]", undefined],
      ["b", "7"],
    ]);
    expect(notesOf(nodes)).toEqual(["3 error: the bytes end inside a number (2)"]);
    const endless = nodesOf(Uint8Array.of(0x0a, 12, ...new Array(12).fill(0xff)), ...fields);
    expect(endless.at(-1)).toMatchObject({ kind: "gap", offset: 12, size: 2 });
  });
});

describe("an extra", () => {
  const COUNT: MessageLayout = {
    message: "m",
    fields: [
      { name: "n", number: 1, type: "int32" },
      { name: "two", number: 2, type: "uint32", default: 2 },
    ],
  };

  /** Returns the nodes of an extra after a message with length field `n`, if given. */
  function follow(extra: ExtraLayout, bytes: Uint8Array, n?: bigint, littleEndian = true): DissectNode[] {
    const integers = new Map(n === undefined ? [] : [["n", n]]);
    return [
      ...extraNodes(sourceOf(bytes, littleEndian), extra, { layout: COUNT, end: 0, integers, partial: false }, TOP),
    ];
  }

  it.each([
    ["u16", 2],
    ["u32", 4],
    ["u64", 8],
  ] as const)("can consist of integers of type %s", (run, size) => {
    fc.assert(
      fc.property(fc.array(unsigned(8 * size), { maxLength: 5 }), fc.boolean(), (values, little) => {
        const bytes = Buffer.concat(
          values.map((value) => {
            const word = Buffer.alloc(8);
            word.writeBigUInt64LE(value);
            const own = word.subarray(0, size);
            return little ? own : own.reverse();
          }),
        );
        const nodes = follow({ run, length: "n" }, bytes, BigInt(values.length), little);
        expect(nodes.flatMap(({ value }) => value ?? [])).toEqual(values.map(String));
        expect(notesOf(nodes)).toEqual([]);
      }),
    );
  });

  it("is an error if its length is negative", () => {
    const less = "0 error: n is negative: -1";
    expect(notesOf(follow({ run: "bytes", length: "n" }, new Uint8Array(4), -1n))).toEqual([less]);
    expect(notesOf(follow({ messages: COUNT, count: "n" }, new Uint8Array(4), -1n))).toEqual([less]);
  });

  it("has the default length if the message lacks the length field", () => {
    const bytes = Uint8Array.of(7, 8, 9);
    const [run] = follow({ run: "bytes", length: "two" }, bytes);
    expect([run?.size, ...notesOf(run === undefined ? [] : [run])]).toEqual([
      2,
      "0 info: two is absent: its default is 2",
    ]);
    expect(notesOf(follow({ run: "bytes", length: "n" }, bytes))).toEqual(["0 info: n is absent: its default is 0"]);
  });

  it("can consist of messages, with or without extras", () => {
    const message = concat(words(true, 2), Uint8Array.of(0x08, 1));
    const sizes = (extra: ExtraLayout, bytes: Uint8Array): number[] => follow(extra, bytes, 2n).map(({ size }) => size);
    expect(sizes({ messages: COUNT, count: "n" }, concat(message, message))).toEqual([4, 2, 4, 2]);
    const padded = concat(message, Uint8Array.of(5), message, Uint8Array.of(6));
    const bytes: ExtraLayout = { run: "bytes", length: "n" };
    expect(sizes({ messages: COUNT, count: "n", extra: bytes }, padded)).toEqual([4, 2, 1, 4, 2, 1]);
  });

  it("is an error if the file ends inside of it", () => {
    expect(notesOf(follow({ messages: COUNT, count: "n" }, words(true, 0), 3n)).at(-1)).toBe(
      "4 error: the file ends: 1 of 3 messages are there (n)",
    );
    expect(notesOf(follow({ messages: COUNT, count: "n" }, Uint8Array.of(1, 2), 1n))).toEqual([
      "0 error: the file ends in the size of a message: 2 of 4 bytes",
    ]);
  });
});
