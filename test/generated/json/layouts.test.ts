import { ImageError } from "criu-images";
import { imageToJson, jsonToImage, streamImageToJson } from "criu-images/json";
import type { ExtraLayout, FieldLayout, ImageLayout, ScalarType } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { humanSize } from "../../../runtime/json/print/extra.ts";
import { fromAddress } from "../../../runtime/json/text/addresses.ts";
import { fromQuotedPrintable, quotedPrintable } from "../../../runtime/json/text/quoted-printable.ts";
import { concat, words } from "../../support/build.ts";
import { chunksOf, FORMS } from "../../support/json.ts";

/* Tests the JSON of layouts that a schema allows and that no image of CRIU has. */

const MAGIC = { image: "X", file: "x.img", magic: 0x12345678, head: 0x54564319, foreignHeads: [] } as const;

const FIELDS: readonly FieldLayout[] = [
  { name: "n", number: 1, type: "uint32" },
  { name: "m", number: 2, type: "uint32", default: 0 },
  { name: "flag", number: 3, type: "bool", default: true },
];

function layoutOf(fields: readonly FieldLayout[], extra?: ExtraLayout): ImageLayout {
  return { ...MAGIC, entries: { message: "x_entry", fields }, ...(extra !== undefined && { extra }) };
}

const withExtra = (extra: ExtraLayout): ImageLayout => layoutOf(FIELDS, extra);

function textOf(entry: string, kept = ""): string {
  return `{"magic": "X", ${kept}"entries": [${entry}]}`;
}

/** Converts an entry to an image and back, and returns the entries of the JSON. */
function shown(layout: ImageLayout, entry: string, payload = true): unknown {
  const bytes = jsonToImage([layout], textOf(entry));
  for (const form of FORMS) expect(jsonToImage([layout], imageToJson([layout], bytes, form))).toEqual(bytes);
  return (JSON.parse(imageToJson([layout], bytes, { payload })) as { entries: unknown }).entries;
}

/** Returns the error message for a text; an empty one if the text converts to an image. */
function problem(layout: ImageLayout, text: string): string {
  try {
    jsonToImage([layout], text);
  } catch (error) {
    if (error instanceof ImageError) return error.message;
    throw error;
  }
  return "";
}

const refusal = (layout: ImageLayout, entry: string): string => problem(layout, textOf(entry));

describe("an extra", () => {
  const PARTS = withExtra({
    parts: {
      u_16: { run: "u16", length: "n" },
      u32: { run: "u32", length: "n", pad: 8 },
      u64: { run: "u64", length: "n" },
      data: { run: "bytes", length: "m", when: { field: "flag", is: false } },
    },
  });
  const numbers = '"u_16": [1, "2"], "u32": [3, "0x4"], "u64": [5, 18446744073709551615]';

  it("can have parts of integers of each size, quoted or not, and conditional parts", () => {
    const read = { u_16: [1, 2], u32: [3, 4], u64: [5, Number(2n ** 64n - 1n)] };
    expect(shown(PARTS, `{"n": 2, "extra": {${numbers}}}`)).toEqual([{ n: 2, extra: read }]);
    const all = shown(PARTS, `{"n": 2, "m": 3, "flag": false, "extra": {${numbers}, "data": "AAAA"}}`);
    expect(all).toEqual([{ n: 2, m: 3, flag: false, extra: { ...read, data: "AAAA\n" } }]);
    // Some tools place underscores in names differently.
    expect(shown(PARTS, `{"n": 0, "extra": {"u16": [], "u_32": [], "u64": []}}`)).toEqual([
      { n: 0, extra: { u_16: [], u32: [], u64: [] } },
    ]);
  });

  it("can be omitted if it is empty", () => {
    for (const entry of ["{}", '{"n": 0}', '{"extra": {}}']) {
      expect(shown(PARTS, entry)).toMatchObject([{ extra: { u_16: [], u32: [], u64: [] } }]);
    }
    expect(shown(withExtra({ run: "bytes", length: "n" }), "{}")).toEqual([{ extra: "" }]);
    const joined = withExtra({
      joined: true,
      parts: { a: { run: "bytes", length: "n" }, b: { run: "bytes", length: "m" } },
    });
    expect(shown(joined, "{}")).toEqual([{ extra: "" }]);
    expect(shown(joined, '{"n": 1, "m": 2, "extra": "AQID"}')).toEqual([{ n: 1, m: 2, extra: "AQID\n" }]);
    expect(refusal(joined, '{"n": 1, "m": 1, "extra": "AQID"}')).toContain("does not match n + m");
  });

  it.each([
    ['{"n": 1, "extra": {"u16": [1], "u_1_6": [1]}}', 'entries[0].extra, offset 58: duplicate "u_16"'],
    ['{"extra": {"u33": []}}', "the extra has no part 'u33' (did you mean u32?)"],
    ['{"extra": {"data": ""}}', "extra.data, offset 46: flag allows no value here"],
    ['{"n": 1}', "does not match n: expected 1, found nothing"],
    ['{"n": 1, "extra": {"u16": [65536]}}', "extra.u_16[0], offset 54: 65536 does not fit into u16"],
    ['{"n": 1, "extra": {"u16": ["x"]}}', "extra.u_16[0], offset 54: 'x' is not a whole number"],
    ['{"n": 1, "extra": {"u16": [1, 2]}}', "does not match n: expected 1, found 2"],
    ['{"extra": }', 'expected a value, found "}]}"'],
    ['{"extra": ,}', 'expected a value, found ",}]}"'],
    ['{"extra": [1, {"a": [2]}, "]"]}', 'expected `{`, found "[1,"'],
  ])("is refused in %s", (entry, message) => {
    expect(refusal(PARTS, entry)).toContain(message);
  });

  it("can consist of messages, each with a conditional extra of its own", () => {
    const INNER = { message: "inner", fields: FIELDS };
    const when = { field: "flag", is: true } as const;
    const bytes = withExtra({ messages: INNER, count: "n", extra: { run: "bytes", length: "m", when } });
    const two = '{"n": 2, "extra": [{"m": 1, "flag": true}, "AQ==", {"flag": false}]}';
    const entries = [{ n: 2, extra: [{ m: 1, flag: true }, "AQ==\n", { flag: false }] }];
    expect(shown(bytes, two)).toEqual(entries);
    expect(shown(bytes, two, false)).toEqual([{ n: 2, extra: "... <7B>" }]);
    expect(shown(bytes, "{}")).toEqual([{ extra: [] }]);
    expect(refusal(bytes, '{"n": 1}')).toContain("does not match n: expected 1, found 0");
    expect(refusal(bytes, '{"n": 1, "extra": [{"m": 1}]}')).toContain("expected the extra of the message");
    const parts = { a: { run: "u32", length: "m" }, b: { run: "u64", length: "m" } } as const;
    const named = withExtra({ messages: INNER, count: "n", extra: { parts } });
    const one = '{"n": 1, "extra": [{"m": 1}, {"a": [7], "b": [8]}]}';
    expect(shown(named, one)).toEqual([{ n: 1, extra: [{ m: 1 }, { a: [7], b: [8] }] }]);
    expect(shown(named, one, false)).toEqual([{ n: 1, extra: "... <14B>" }]);
    expect(
      shown(withExtra({ parts: { a: { run: "u16", length: "n" } } }), '{"n": 2, "extra": {"a": [1, 2]}}', false),
    ).toEqual([{ n: 2, extra: "... <4B>" }]);
  });

  it("can consist of messages without extras", () => {
    const plain = withExtra({ messages: { message: "inner", fields: FIELDS }, count: "n" });
    const two = '{"n": 2, "extra": [{"m": 1}, {"flag": false}]}';
    expect(shown(plain, two)).toEqual([{ n: 2, extra: [{ m: 1 }, { flag: false }] }]);
    expect(shown(plain, two, false)).toEqual([{ n: 2, extra: "... <4B>" }]);
  });

  it("is shown by its size in readable units, rounded like Python does", () => {
    const sizes = [0, 1, 1023, 1024, 1280, 1536, 1792, 1300, 1024 ** 2, 1024 ** 3 * 2.5, 1024 ** 7, 1024 ** 8];
    expect(sizes.map(humanSize)).toEqual([
      "0B",
      "1B",
      "1023B",
      "1KB",
      "1.2KB",
      "1.5KB",
      "1.8KB",
      "1.3KB",
      "1MB",
      "2.5GB",
      "1ZB",
      "1024ZB",
    ]);
  });
});

describe("the rest of an image", () => {
  const REST: ImageLayout = { ...MAGIC, rest: true };

  it("converts to JSON and back if no message comes before it", async () => {
    const text = textOf('{"extra": "AQIDBA=="}');
    const bytes = jsonToImage([REST], text);
    expect([...bytes.subarray(8)]).toEqual([1, 2, 3, 4]);
    for (const payload of [true, false]) {
      const json = imageToJson([REST], bytes, { payload });
      expect(JSON.parse(json).entries).toEqual([{ extra: payload ? "AQIDBA==\n" : "... <4B>" }]);
      const pieces: Uint8Array[] = [];
      for await (const piece of streamImageToJson([REST], chunksOf(bytes, 3), { payload })) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe(json);
    }
    expect(problem(REST, textOf('{"extra": "AQ=="}, {}'))).toContain("X, or its first message, allows no more entries");
  });
});

/** Returns the layout of an image with one field, `a`. */
const fieldOf = (field: object): ImageLayout => layoutOf([{ name: "a", number: 1, ...field } as FieldLayout]);

describe("a value", () => {
  it.each<[object, string, string]>([
    [{ type: "bytes", conv: "unix_name" }, '"a\\u20ac"', '"€" is not quoted-printable'],
    [{ type: "double" }, "1.5x", "1.5x is not a value of JSON"],
    [{ type: "float" }, "Nan", "Nan is not a value of JSON"],
    [{ type: "enum", enum: "e", values: { A: 1 } }, '"B"', "'B' is not a value of e"],
    [{ type: "enum", enum: "e", values: { A: 1 } }, '"2147483648"', "2147483648 does not fit into int32"],
    [{ type: "uint32", dev: "kernel" }, '"8:1048576"', "'8:1048576' is not a device, such as 8:1"],
    [{ type: "uint64", dev: "libc" }, '"4294967296:1"', "'4294967296:1' is not a device"],
    [{ type: "uint64", dev: "libc" }, '"1:4294967296"', "'1:4294967296' is not a device"],
    [{ type: "uint32", dict: { name: "d", codes: { 1: "ONE" } } }, '"OEN"', "'OEN' is not a name of d"],
    [{ type: "uint32" }, '"x"', "'x' is not a whole number"],
    [{ type: "string" }, '"\\u12"', "no such escape: found \\u"],
    [{ type: "uint32", label: "repeated", ipadd: true }, '["1.2.3.4", 5]', "an address is the only element"],
    [{ type: "double" }, '"nan"', "nan is not a number"],
    [{ type: "double" }, "+Infinity", "+Infinity is not a value of JSON"],
    [{ type: "double" }, '""', " is not a number"],
    [{ type: "double" }, "0x10", "0x10 is not a value of JSON"],
    [{ type: "double" }, "1e400", "1e400 does not fit into double"],
    [{ type: "float" }, "1e39", "1e39 does not fit into float"],
    [{ type: "uint32", label: "repeated", ipadd: true }, '["1.2.3"]', "'1.2.3' is neither an IPv4 nor an IPv6 address"],
  ])("of field %j is refused if it is %s", (field, value, message) => {
    expect(refusal(fieldOf(field), `{"a": ${value}}`)).toContain(message);
  });

  it.each<[object, string, unknown]>([
    [{ type: "enum", enum: "e", values: { A: 1 } }, '"A"', "A"],
    [{ type: "enum", enum: "e", values: { A: 1 } }, '"-7"', -7],
    [{ type: "uint32", dict: { name: "d", codes: { 1: "ONE" } } }, '"ONE"', 1],
    [{ type: "uint32", dict: { name: "d", codes: { 1: "ONE" } } }, '"0x11"', 17],
    [{ type: "uint32", label: "repeated", ipadd: true }, '["16909060", "7"]', [16909060, 7]],
    [{ type: "uint32", label: "repeated", packed: true }, "[]", undefined],
    [{ type: "uint32", label: "repeated", packed: true }, "[1, 300]", [1, 300]],
    [{ type: "double" }, "NaN", "NaN"],
    [{ type: "double" }, '"-Infinity"', "-Infinity"],
    [{ type: "float" }, "Infinity", "Infinity"],
    [{ type: "double" }, '"1.5e3"', 1500],
    [{ type: "float" }, "-0.25", -0.25],
    [{ type: "int32", hex: true }, '"-0x10"', -16],
  ])("of field %j can be %s", (field, value, read) => {
    const bytes = jsonToImage([fieldOf(field)], textOf(`{"a": ${value}}`));
    const json = imageToJson([fieldOf(field)], bytes);
    expect(JSON.parse(json).entries).toEqual([read === undefined ? {} : { a: read }]);
    expect(jsonToImage([fieldOf(field)], imageToJson([fieldOf(field)], bytes, { pretty: true }))).toEqual(bytes);
  });

  it("can be any integer in the range of its type", () => {
    const ranges = { 32: [-(2n ** 31n), 2n ** 31n - 1n], 64: [-(2n ** 63n), 2n ** 63n - 1n] } as const;
    const types = [
      ...["int32", "sint32", "sfixed32"].map((type) => [type, ...ranges[32]] as const),
      ...["int64", "sint64", "sfixed64"].map((type) => [type, ...ranges[64]] as const),
      ...["uint32", "fixed32"].map((type) => [type, 0n, 2n ** 32n - 1n] as const),
      ...["uint64", "fixed64"].map((type) => [type, 0n, 2n ** 64n - 1n] as const),
    ];
    for (const [type, min, max] of types) {
      const layout = fieldOf({ type: type as ScalarType });
      const read = (value: bigint): string => imageToJson([layout], jsonToImage([layout], textOf(`{"a": ${value}}`)));
      fc.assert(
        fc.property(fc.bigInt({ min, max }), (value) => {
          expect(read(value)).toMatch(new RegExp(`"a": ${value}[\\s}]`));
        }),
        { examples: [[min], [max], [0n]] },
      );
      expect(refusal(layout, `{"a": ${max + 1n}}`)).toContain(`does not fit into ${type}`);
      expect(refusal(layout, `{"a": ${min - 1n}}`)).toContain(`does not fit into ${type}`);
    }
  });
});

describe("a packed list in an unusual encoding", () => {
  const LIST = fieldOf({ type: "fixed32", label: "repeated", packed: true });
  const framed = (...message: readonly number[]): Uint8Array =>
    concat(words(true, MAGIC.head, MAGIC.magic, message.length), Uint8Array.from(message));

  it("converts back to the same bytes, or to the usual encoding if it was edited", () => {
    // Two packed runs, with a single element between them.
    const bytes = framed(0x0a, 4, 1, 0, 0, 0, 0x0d, 2, 0, 0, 0, 0x0a, 4, 3, 0, 0, 0);
    const json = imageToJson([LIST], bytes);
    expect(JSON.parse(json).entries).toMatchObject([{ a: [1, 2, 3], $kept: { wire: expect.any(String) } }]);
    expect(jsonToImage([LIST], json)).toEqual(bytes);
    const edited = jsonToImage([LIST], json.replace("3", "4"));
    expect(edited).toEqual(framed(0x0a, 12, 1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0));
  });

  it("converts back to the same bytes if it is in two adjacent runs", () => {
    const bytes = framed(0x0a, 4, 1, 0, 0, 0, 0x0a, 4, 2, 0, 0, 0);
    const json = imageToJson([LIST], bytes);
    expect(JSON.parse(json).entries).toMatchObject([{ a: [1, 2], $kept: { wire: expect.any(String) } }]);
    expect(jsonToImage([LIST], json)).toEqual(bytes);
  });

  it("is refused if it is truncated", () => {
    expect(() => imageToJson([LIST], framed(0x0a, 3, 1, 0, 0))).toThrow(
      "X, entry 0, a, offset 14: a field reaches past the end of its message",
    );
  });
});

describe("fromAddress", () => {
  it.each([
    "1.2.3",
    "1.2.3.256",
    "1.2.3.04",
    "a.b.c.d",
    "1.2.3.4.5",
    "1:2",
    "::1::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2:3:4:5:6:7:8",
    "g::",
    "::1.2.3",
    "1.2.3.4::",
    "12345::",
    ":1:2:3:4:5:6:7",
  ])("refuses %s", (text) => {
    expect(fromAddress(text, true)).toBeUndefined();
  });

  it.each([
    ["::", [0, 0, 0, 0]],
    ["::1.2.3.4", [0, 0, 0, 0x01020304]],
    ["1:2:3:4:5:6:7:8", [0x00010002, 0x00030004, 0x00050006, 0x00070008]],
    ["255.0.0.1", [0xff000001]],
  ])("parses %s", (text, words) => {
    expect(fromAddress(text, false)).toEqual(words);
  });
});

describe("quoted-printable", () => {
  const ascii = (text: Uint8Array): string => Buffer.from(text).toString("ascii");

  it("converts back to the same bytes, and has only short lines", () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    const names = fc.array(fc.constantFrom(0x61, 0x20, 0x09, 0x3d, 0x0a, 0x0d, 0x2e, 0xff, 0), { maxLength: 400 });
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          names.map((list) => Uint8Array.from(list)),
        ),
        (name) => {
          const text = quotedPrintable(name);
          expect(fromQuotedPrintable(text)).toEqual(name);
          for (const line of ascii(text).split("\n")) expect(line.length).toBeLessThanOrEqual(76 + 3);
        },
      ),
    );
    for (const byte of [0x61, 0xff]) {
      const long = new Uint8Array(300).fill(byte);
      expect(ascii(quotedPrintable(long))).toContain("=\n");
      expect(fromQuotedPrintable(quotedPrintable(long))).toEqual(long);
    }
  });
});

describe("JSON", () => {
  const X = layoutOf(FIELDS);

  it.each([
    [textOf("", '"$kept": {"image": "X", "image": "X"}, '), 'duplicate "image"'],
    [textOf("", '"$kept": {"image": "Y"}, '), "unknown image 'Y'"],
    [`${textOf("")} x`, 'expected nothing more, found "x"'],
    [textOf('{"n": 1}').replace("X", "\ud800"), "the text has a lone surrogate"],
  ])("is refused if it is %j", (text, message) => {
    expect(problem(X, text)).toContain(message);
  });
});
