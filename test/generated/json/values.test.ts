import { imageToJson, jsonToImage } from "criu-images/json";
import type { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { concat, words } from "../../support/build.ts";
import { NO_PYTHON, python, skipped } from "../../support/python.ts";

/*
 * Compares values in JSON with Python's, because crit is written in Python. One call of Python formats many random
 * values. The image has one list of values; no schema has it.
 */

type ImageLayout = (typeof imageLayouts)[number];
type Field = Partial<NonNullable<ImageLayout["entries"]>["fields"][number]>;

const MAGIC = 0x12345678;
const HEAD = 0x54564319;

const KINDS = {
  quoted: { type: "bytes", conv: "unix_name" },
  data: { type: "bytes" },
  text: { type: "string" },
  double: { type: "double" },
  float: { type: "float" },
  kernel: { type: "uint64", dev: "kernel" },
  libc: { type: "uint64", dev: "libc" },
  words: { type: "uint32", ipadd: true },
} as const satisfies Readonly<Record<string, Field>>;

type Kind = keyof typeof KINDS;

function layoutOf(kind: Kind): ImageLayout {
  const field = { number: 1, name: "values", label: "repeated", ...KINDS[kind] } as const;
  const entries = { message: "values_entry", fields: [field] };
  return { image: "VALUES", file: "values.img", magic: MAGIC, head: HEAD, foreignHeads: [], entries };
}

/** Encodes the values with protobufjs; texts as bytes. */
function imageOf(kind: Kind, values: readonly unknown[], littleEndian = true): Uint8Array {
  const { type } = KINDS[kind];
  const message = new protobuf.Type("Values").add(
    new protobuf.Field("values", 1, type === "string" ? "bytes" : type, "repeated", undefined, { packed: false }),
  );
  new protobuf.Root().add(message);
  const bytes = new Uint8Array(message.encode(message.fromObject({ values: values.map(plain) })).finish());
  return concat(words(littleEndian, HEAD, MAGIC, bytes.length), bytes);
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Returns the text of each value in pretty JSON. */
function shown(kind: Kind, values: readonly unknown[], littleEndian = true): string[] {
  const json = imageToJson([layoutOf(kind)], imageOf(kind, values, littleEndian), { pretty: true });
  const [, list = ""] = /"values": \[\n([\s\S]*?)\n {12}\]/.exec(json) ?? [];
  return list.split("\n").map((line) => line.trim().replace(/,$/, ""));
}

/** Converts a list of values in JSON to an image. */
function written(kind: Kind, texts: readonly string[], byteOrder = ""): Uint8Array {
  return jsonToImage([layoutOf(kind)], `{"magic": "VALUES",${byteOrder} "entries": [{"values": [${texts}]}]}`);
}

function many<T>(arbitrary: fc.Arbitrary<T>, count = 800): T[] {
  return fc.sample(arbitrary, count);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const byteRuns = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

describe.skipIf(NO_PYTHON !== undefined)(`JSON equals Python's text${skipped(NO_PYTHON)}`, () => {
  it("for base64 in lines", () => {
    const values = many(byteRuns(300));
    const expected = python<string[]>(
      "import base64\noutput = [json.dumps(base64.encodebytes(base64.b64decode(v)).decode()) for v in input]",
      values.map(base64),
    );
    expect(shown("data", values)).toEqual(expected);
    expect(written("data", expected)).toEqual(imageOf("data", values));
  });

  it("for quoted-printable, unless Python's text would not convert back to the same bytes", () => {
    const telling = fc.constantFrom(...Buffer.from("\t\n\r .=a\0\x7f\x80\xff", "latin1"));
    const values = many(
      fc.oneof(
        byteRuns(200),
        fc.array(fc.oneof(telling, fc.constant(120)), { maxLength: 120 }).map((bytes) => Uint8Array.from(bytes)),
        fc.string({ unit: "binary-ascii", maxLength: 200 }).map((text) => new Uint8Array(Buffer.from(text))),
        fc.string({ unit: fc.constantFrom("\r", "\n", " ", "x"), maxLength: 20 }).map((text) => Buffer.from(text)),
      ),
    );
    const program = `
import base64, quopri
def both(value):
    text = quopri.encodestring(value)
    return [json.dumps(text.decode()), quopri.decodestring(text) == value]
output = [both(base64.b64decode(v)) for v in input]`;
    const expected = python<[string, boolean][]>(program, values.map(base64));
    const ours = shown("quoted", values);
    const [same, other] = [true, false].map((isSame) =>
      values.flatMap((_, i) => (expected[i]?.[1] === isSame ? [i] : [])),
    );
    expect(same?.length).toBeGreaterThan(200);
    expect(same?.map((i) => ours[i])).toEqual(same?.map((i) => expected[i]?.[0]));
    expect(other?.length).toBeGreaterThan(5);
    expect(other?.filter((i) => /[^=]\\[nr]/.test(ours[i] ?? ""))).toEqual([]);
    expect(written("quoted", ours)).toEqual(imageOf("quoted", values));
  });

  it("for reading quoted-printable of any writer", () => {
    const texts = many(fc.string({ unit: fc.constantFrom(..."= \t\n\rabF09.~"), maxLength: 40 }), 300);
    const expected = python<string[]>(
      "import quopri\noutput = [quopri.decodestring(v.encode()).hex() for v in input]",
      texts,
    );
    expect(texts.map((text) => written("quoted", [JSON.stringify(text)])).map(hex)).toEqual(
      expected.map((bytes) => hex(imageOf("quoted", [Buffer.from(bytes, "hex")]))),
    );
  });

  it("for texts, even if they are not UTF-8", () => {
    const cut = fc.tuple(fc.string({ unit: "binary", maxLength: 30 }), fc.nat(40)).map(([text, n]) => {
      return new Uint8Array(Buffer.from(text).subarray(n % 3, 40 - n));
    });
    const values = many(fc.oneof(byteRuns(40), cut));
    const expected = python<string[]>(
      'import base64\noutput = [json.dumps(base64.b64decode(v).decode("utf-8", "surrogateescape")) for v in input]',
      values.map(base64),
    );
    expect(shown("text", values)).toEqual(expected);
    expect(written("text", expected)).toEqual(imageOf("text", values));
  });

  it.each(["double", "float"] as const)("for numbers of type %s", (kind) => {
    const short = fc.tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: -30, max: 25 }));
    const random = kind === "double" ? fc.double() : fc.float();
    const values = many(
      fc.oneof(
        random,
        short.map(([digits, power]) => Number(`${digits}e${power}`)),
      ),
    ).map((value) => (kind === "float" ? Math.fround(value) : value));
    const bytes = values.map((value) => hex(new Uint8Array(Float64Array.of(value).buffer)));
    const expected = python<string[]>(
      'import struct\noutput = [json.dumps(struct.unpack("<d", bytes.fromhex(v))[0]) for v in input]',
      bytes,
    );
    // Python writes non-finite numbers as bare words, which is invalid JSON; protobuf's JSON quotes them.
    const ours = expected.map((text) => (/^(NaN|-?Infinity)$/.test(text) ? `"${text}"` : text));
    expect(shown(kind, values)).toEqual(ours);
    for (const texts of [ours, expected]) expect(written(kind, texts)).toEqual(imageOf(kind, values));
  });

  it("for device numbers", () => {
    const values = many(fc.oneof(uint64, fc.bigInt({ min: 0n, max: 0xffff_ffffn })));
    const program = `
import os
output = [[f'"{v >> 20}:{v & 0xfffff}"', f'"{os.major(v)}:{os.minor(v)}"'] for v in map(int, input)]`;
    const expected = python<[string, string][]>(program, values.map(String));
    for (const [i, kind] of (["kernel", "libc"] as const).entries()) {
      const texts = expected.map((pair) => pair[i] ?? "");
      expect(shown(kind, values)).toEqual(texts);
      expect(written(kind, texts)).toEqual(imageOf(kind, values));
    }
  });

  it("for reading devices of any two numbers", () => {
    const part = fc.oneof(fc.nat(), fc.nat(5000));
    const pairs = many(fc.tuple(part, part));
    const expected = python<string[]>("import os\noutput = [str(os.makedev(*pair)) for pair in input]", pairs);
    const texts = pairs.map(([major, minor]) => `"${major}:${minor}"`);
    expect(written("libc", texts)).toEqual(imageOf("libc", expected.map(BigInt)));
  });

  it("for addresses, in both byte orders", () => {
    const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0xff_0000, 0x0100_0000), fc.nat(0xffff_ffff));
    const v6 = fc.tuple(word, word, word, word).filter(([a, b]) => a + b > 0);
    const values = many(fc.oneof(fc.tuple(word), v6), 500);
    for (const littleEndian of [true, false]) {
      const program = `
import ipaddress, struct
def text(words):
    return ipaddress.ip_address(b"".join(struct.pack("${littleEndian ? "<" : ">"}I", w) for w in words)).compressed
output = [json.dumps(text(words)) for words in input]`;
      const expected = python<string[]>(program, values);
      expect(values.map((value) => shown("words", value, littleEndian)[0])).toEqual(expected);
      const byteOrder = littleEndian ? "" : ' "$kept": {"byteOrder": "big"},';
      expect(expected.map((text) => hex(written("words", [text], byteOrder)))).toEqual(
        values.map((value) => hex(imageOf("words", value, littleEndian))),
      );
    }
  });

  it("for reading addresses in any notation", () => {
    const texts = ["::", "::1", "1::", "::ffff:10.0.0.1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "FE80::A", "1::8"];
    const expected = python<number[][]>(
      'import ipaddress, struct\noutput = [struct.unpack("<4I", ipaddress.ip_address(v).packed) for v in input]',
      texts,
    );
    expect(texts.map((text) => hex(written("words", [JSON.stringify(text)])))).toEqual(
      expected.map((value) => hex(imageOf("words", value))),
    );
  });

  it("for sizes in place of extras", () => {
    const layout: ImageLayout = {
      image: "VALUES",
      file: "values.img",
      magic: MAGIC,
      head: HEAD,
      foreignHeads: [],
      rest: true,
    };
    const sizes = [0, 1023, 1024, 1025, 1 << 20, ...many(fc.nat(5000), 50), ...many(fc.nat(3 << 20), 30)];
    const program = `
def text(size):
    unit = 0
    while size >= 1024:
        size, unit = size / 1024, unit + 1
    return ("%d" if size == int(size) else "%.1f") % size + ["", "K", "M"][unit] + "B"
output = [text(size) for size in input]`;
    const expected = python<string[]>(program, sizes);
    const head = words(true, HEAD, MAGIC);
    const texts = sizes.map((size) => {
      const bytes = new Uint8Array(head.length + size);
      bytes.set(head);
      return imageToJson([layout], bytes, { payload: false });
    });
    expect(texts).toEqual(expected.map((size) => `{"magic": "VALUES", "entries": [{"extra": "... <${size}>"}]}`));
  });
});

describe("the bits of a NaN", () => {
  /** Returns an image with a list of one value. */
  const imageWith = (kind: "float" | "double", bits: bigint): Uint8Array => {
    const size = kind === "float" ? 4 : 8;
    const value = new Uint8Array(8);
    new DataView(value.buffer).setBigUint64(0, bits, true);
    const message = Uint8Array.of(8 + (size === 4 ? 5 : 1), ...value.subarray(0, size));
    return concat(words(true, HEAD, MAGIC, message.length), message);
  };
  const codec = (kind: "float" | "double") => ({
    print: (bytes: Uint8Array) => imageToJson([layoutOf(kind)], bytes),
    parse: (text: string) => jsonToImage([layoutOf(kind)], text),
  });

  it.each([
    ["float", 0x7fc00000n, true],
    ["float", 0x7fc00001n, false],
    ["float", 0xffc00000n, false],
    ["float", 0x7f800001n, false],
    ["double", 0x7ff8000000000000n, true],
    ["double", 0x7ff8000000000001n, false],
    ["double", 0xfff8000000000000n, false],
    ["double", 0x7ff0000000000001n, false],
    ["double", 0x7ff8000100000000n, false],
  ] as const)("survive JSON, in `$kept` unless they are the usual ones: %s %# %s", (kind, bits, isPlain) => {
    const { print, parse } = codec(kind);
    const image = imageWith(kind, bits);
    const text = print(image);
    expect(text).toContain('"NaN"');
    expect(text.includes('"$kept"')).toBe(!isPlain);
    expect(parse(text)).toEqual(image);
    // An edited value takes precedence over `$kept`.
    const other = JSON.parse(text.replace('"NaN"', "1.5"));
    const edited = print(parse(JSON.stringify(other)));
    expect(edited).toContain("1.5");
    expect(edited).not.toContain("$kept");
  });
});
