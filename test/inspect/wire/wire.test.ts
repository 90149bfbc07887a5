import { describe, expect, it } from "vitest";
import { brokenText, sourceOf, tagAt, varintAt } from "../../../inspect/wire/wire.ts";
import { hex32, wordAt } from "../../../inspect/wire/word.ts";

const source = (...bytes: readonly number[]) => sourceOf(Uint8Array.from(bytes), true);

describe("a varint", () => {
  it.each([
    [[0], { value: 0n, low: 0, size: 1, overlong: false }],
    [[0x7f], { value: 127n, low: 127, size: 1, overlong: false }],
    [[0x80, 1], { value: 128n, low: 128, size: 2, overlong: false }],
    [[0x80, 0], { value: 0n, low: 0, size: 2, overlong: true }],
    [[0xff, 0xff, 0xff, 0xff, 0x0f], { value: 0xffffffffn, low: 0xffffffff, size: 5, overlong: false }],
    [[0xff, 0xff, 0xff, 0xff, 0x1f], { value: 0x1ffffffffn, low: 0xffffffff, size: 5, overlong: false }],
    [[0x80, 0x80, 0x80, 0x80, 0x80, 1], { value: 1n << 35n, low: 0, size: 6, overlong: false }],
    [[...Array(9).fill(0xff), 1], { value: (1n << 64n) - 1n, low: 0xffffffff, size: 10, overlong: false }],
  ])("%j is read whole", (bytes, expected) => {
    expect(varintAt(source(...bytes, 0x55), 0, bytes.length + 1)).toEqual(expected);
  });

  it("is broken if the bytes end inside, or after ten bytes that do not end it", () => {
    const cut = varintAt(source(0xff, 0x81), 0, 2);
    expect(cut).toMatchObject({ value: 255n, size: 2, broken: "cut" });
    expect(brokenText(cut)).toBe("the bytes end inside a number (2)");
    expect(varintAt(source(0x80, 1), 0, 1)).toMatchObject({ size: 1, broken: "cut" });
    expect(varintAt(source(), 0, 0)).toMatchObject({ size: 0, broken: "cut" });
    const endless = varintAt(source(...Array(12).fill(0x80)), 1, 12);
    expect(endless).toMatchObject({ size: 10, broken: "endless" });
    expect(brokenText(endless)).toBe("more than 10 bytes: the number does not end");
  });
});

it("a tag has the number of the field and its wire type", () => {
  expect(tagAt(source(0, 0x0a), 1, 2)).toMatchObject({ number: 1, wire: 2, tag: 10, size: 1 });
  expect(tagAt(source(0xfd, 0xff, 0xff, 0xff, 0x0f), 0, 5)).toMatchObject({ number: 0x1fffffff, wire: 5, size: 5 });
});

it("a word is read in the byte order of its file, wherever its bytes lie", () => {
  const bytes = Uint8Array.of(9, 1, 2, 3, 0xff).subarray(1);
  expect([wordAt(bytes, 0, true), wordAt(bytes, 0, false)]).toEqual([0xff030201, 0x010203ff]);
  expect([hex32(0x1f), hex32(0xff030201)]).toEqual(["0x0000001f", "0xff030201"]);
  expect(() => wordAt(bytes, 1, true)).toThrow(RangeError);
});
