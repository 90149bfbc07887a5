import { describe, expect, it } from "vitest";
import { byteSwapped } from "../../../generator/model/registry.ts";
import { takenFor } from "../../../registry/rules/signatures.ts";

/** Returns the magic of a little-endian image that begins with these bytes. */
const numberOf = (bytes: string | readonly number[]): number => Buffer.from(bytes).readUInt32LE();

const TEXTS = [
  "pid:",
  "id: ",
  "id {",
  "fd{ ",
  "a: 1",
  "x = ",
  "ns=1",
  '{ "m',
  '{"ma',
  '[{"a',
  "[\n  ",
  "{}\n\n",
].concat([
  "./us",
  "../a",
  "./\0\0",
  "usr/",
  "a/b\0",
  "etc/",
  "name",
  "core",
  "<?xm",
  "<!DO",
  "<htm",
  "---\n",
  "// a",
  "/* a",
  "# A ",
]);

const FILES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  zip: [
    [0x50, 0x4b, 3, 4],
    [0x50, 0x4b, 5, 6],
    [0x50, 0x4b, 7, 8],
    [0x50, 0x4b, 6, 6],
  ],
  Windows: [[0x4d, 0x5a, 0x90, 0]],
  "Mach-O": [
    [0xfe, 0xed, 0xfa, 0xce],
    [0xcf, 0xfa, 0xed, 0xfe],
  ],
  "protobuf message": [
    [0x08, 0x01, 0x10, 0x00],
    [0x08, 0x01, 0x12, 0x05],
    [0x08, 0x34, 0x10, 0x05],
    [0x0a, 0x07, 0x0a, 0x05],
    [0x0a, 0x05, 0x08, 0x01],
    [0x0a, 0x05, 0x12, 0x01],
  ],
  "byte order mark": [
    [0xef, 0xbb, 0xbf, 0x70],
    [0xff, 0xfe, 0x70, 0x00],
    [0xfe, 0xff, 0x00, 0x70],
  ],
};

describe("a magic resembles", () => {
  it.each(TEXTS)("the start of a text: %j", (text) => {
    for (const value of [numberOf(text), byteSwapped(numberOf(text))]) {
      expect([value, takenFor(value)?.kind]).toEqual([value, expect.stringMatching(/ that begins with `/)]);
    }
    expect(takenFor(numberOf(text))?.kind).toContain(`\`${text}\``);
  });

  it.each(Object.entries(FILES))("the start of another file format: %s", (kind, beginnings) => {
    for (const bytes of beginnings) {
      for (const value of [numberOf(bytes), byteSwapped(numberOf(bytes))]) {
        expect([bytes, takenFor(value)?.kind]).toEqual([bytes, expect.stringContaining(kind)]);
      }
    }
  });
});

describe("a magic resembles no known file", () => {
  it.each(["00'P", "9:00", "V123", "a b ", "1 { ", "AB 1", "\0\0\0\0"])("if it begins with %j", (text) => {
    expect(takenFor(numberOf(text))).toBeUndefined();
  });

  it.each([[[0x08, 0x81, 0x10, 0x01]], [[0x09, 0x01, 0x10, 0x01]], [[0x08, 0x01, 0x08, 0x01]]])(
    "if it begins with the bytes %j",
    (bytes) => {
      expect(takenFor(numberOf(bytes))).toBeUndefined();
    },
  );
});
