import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ImageError } from "criu-images";
import {
  imageToJson,
  type JsonImage,
  jsonToImage,
  parseJson,
  streamJsonToImage,
  stringifyJson,
} from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpus } from "../../support/corpus.ts";
import { expectBytes, FORMS, fromJson } from "../../support/json.ts";

/* Numbers that a double cannot hold survive a JavaScript program; rounded numbers are reported. */

/** Returns the real images, and the images of the folder in CRITGEN_IMAGES if it is set. */
function images(): { readonly path: string; readonly name: string; readonly bytes: Uint8Array }[] {
  const more = process.env["CRITGEN_IMAGES"];
  const others = more === undefined ? [] : readdirSync(more, { recursive: true, encoding: "utf8" });
  const files = others.map((path) => join(more ?? "", path)).filter((path) => path.endsWith(".img"));
  return [
    ...corpus(),
    ...files
      .filter((path) => statSync(path).isFile())
      .map((path) => ({ path, name: basename(path), bytes: new Uint8Array(readFileSync(path)) })),
  ].filter(({ name, bytes }) => bytes.length > 0 && !/^(pages-|.*tables|route|rule|ifaddr|tmpfs|.*-nft)/.test(name));
}

/** Returns the JSON of an image; undefined for a raw image. */
function jsonOf(bytes: Uint8Array, options: Parameters<typeof imageToJson>[2]): string | undefined {
  try {
    return imageToJson(imageLayouts, bytes, options);
  } catch (problem) {
    if (problem instanceof ImageError && /raw-image|bad-magic/.test(problem.code)) return undefined;
    throw problem;
  }
}

describe("the JSON of each real image", () => {
  const files = images();

  it.each(FORMS)("survives parseJson and stringifyJson; pretty: $pretty", (form) => {
    let large = 0;
    for (const { path, name, bytes } of files) {
      const json = jsonOf(bytes, { file: name, ...form });
      if (json === undefined) continue;
      const image = parseJson(json);
      expect(stringifyJson(image, form) === json, path).toBe(true);
      expectBytes(fromJson(stringifyJson(image)), bytes, path);
      if (!form.pretty && JSON.stringify(JSON.parse(json)) !== stringifyJson(image).replaceAll(/([,:]) /g, "$1"))
        large++;
    }
    // Without large numbers the test would prove nothing.
    if (!form.pretty) expect(large).toBeGreaterThan(5);
  });

  it.each(FORMS)("survives JSON.parse and JSON.stringify with quoteLarge; pretty: $pretty", (form) => {
    for (const { path, name, bytes } of files) {
      const json = jsonOf(bytes, { file: name, quoteLarge: true, ...form });
      if (json !== undefined) expectBytes(fromJson(JSON.stringify(JSON.parse(json))), bytes, path);
    }
  });
});

describe("parseJson", () => {
  const parse = (value: string): unknown => parseJson(`{"magic": "X", "entries": [{"v": ${value}}]}`).entries[0]?.["v"];

  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740992", -9007199254740992n],
    ["18446744073709551615", 18446744073709551615n],
    ["1e3", 1000],
    ["1.5", 1.5],
    ["-0", -0],
    ["-0.0", -0],
    ["NaN", Number.NaN],
    ["-Infinity", -Infinity],
    ["null", null],
    ["true", true],
    ["[]", []],
    ['"a\\u00e9"', "aé"],
  ])("reads %s as %s", (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it.each(["01", "+1", "0x10", "1.", ".5", "tru", "--1", "1e", "'a'", "[1,]", '{"a": 1, "a": 2}', "undefined"])(
    "refuses %s",
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: "bad-json" }));
    },
  );

  it("refuses JSON that is not an image's, is truncated or nests too deep", () => {
    const bad = expect.objectContaining({ code: "bad-json" });
    for (const text of [
      "[]",
      "{}",
      '{"magic": 1, "entries": []}',
      '{"magic": "X", "entries": [1]}',
      '{"magic": "X"}',
    ]) {
      expect(() => parseJson(text), text).toThrow(bad);
    }
    expect(() => parseJson('{"magic": "X", "entries": []} x')).toThrow(bad);
    expect(() => parseJson('{"magic": "X", "entr')).toThrow(expect.objectContaining({ code: "truncated" }));
    expect(() => parse("[".repeat(100_000))).toThrow(expect.objectContaining({ code: "too-deep" }));
  });

  it("keeps names such as `__proto__` as own properties", () => {
    const value = parse('{"__proto__": 1, "constructor": 2}') as object;
    expect(Object.entries(value)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe("stringifyJson", () => {
  it("writes any JSON value so that parseJson returns it", () => {
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false, 0, -0),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        fc.bigInt({ min: 2n ** 53n }),
        fc.string({ unit: "binary" }),
        fc.array(tie("json")),
        fc.dictionary(fc.string({ unit: "binary" }), tie("json")),
      ),
    }));
    fc.assert(
      fc.property(json, fc.boolean(), (value, pretty) => {
        const image = { magic: "X", entries: [{ value }] } as JsonImage;
        const back = parseJson(stringifyJson(image, { pretty }));
        // parseJson chooses number or bigint by the size of an integer alone.
        expect(stringifyJson(back)).toBe(stringifyJson(image));
      }),
    );
  });

  it("writes non-finite numbers as protobuf does, and omits undefined properties", () => {
    const value = { a: [Number.NaN, Infinity, -Infinity], b: undefined, c: 1n } as never;
    expect(stringifyJson(value)).toBe('{"a": ["NaN", "Infinity", "-Infinity"], "c": 1}');
  });

  it.each([
    ["bytes", new Uint8Array(2), "Uint8Array"],
    ["a map", new Map(), "Map"],
    ["a function", () => 1, "a value of type function"],
    ["a hole", undefined, "a value of type undefined"],
  ])("refuses %s", (_, value, found) => {
    expect(() => stringifyJson({ a: { b: [0, value] } } as never)).toThrow(
      expect.objectContaining({ code: "bad-value", path: "a.b[1]", found }),
    );
  });

  it("refuses an object that contains itself", () => {
    const loop: Record<string, never> = {};
    loop["a"] = loop as never;
    expect(() => stringifyJson(loop)).toThrow(expect.objectContaining({ code: "too-deep" }));
  });
});

describe("the error for a number out of range", () => {
  const size = (value: string): string => `{"magic": "MM", "entries": [{"mm_start_code": ${value}}]}`;
  const why = "it went through a double, which rounds beyond 2^53";

  it.each([
    ["18446744073709552000", "does not fit into uint64"],
    ["18446744073709551616", "does not fit into uint64"],
    ["1.8446744073709552e19", "is not a whole number"],
    ["1.8446744073709552e+19", "is not a whole number"],
    ["1e+17", "is not a whole number"],
    ["-9223372036854776000", "does not fit into uint64"],
  ])("says that a double rounded %s", (value, what) => {
    expect(() => fromJson(size(value))).toThrow(what);
    expect(() => fromJson(size(value))).toThrow(why);
  });

  it.each(["18446744073709551617", "1e3", "1.5", "-1", `1${"0".repeat(400)}`, "1e400", "abc"])(
    "does not say so of %s: no double is written like that",
    (value) => {
      expect(() => fromJson(size(value))).toThrow(ImageError);
      expect(() => fromJson(size(value))).not.toThrow(why);
    },
  );
});

describe("integers beyond 2^53", () => {
  const mm = (...values: readonly string[]): string => {
    const zeros = MM_FIELDS.map((name, i) => `"${name}": ${values[i] ?? 0}`);
    return `{"magic": "MM", "entries": [{${zeros}, "exe_file_id": 1}]}`;
  };
  const MM_FIELDS = `start_code end_code start_data end_data start_stack start_brk brk arg_start arg_end env_start
    env_end`
    .split(/\s+/)
    .map((name) => `mm_${name}`);

  async function warnings(json: string): Promise<string[]> {
    const said: string[] = [];
    const warn = (what: string): void => void said.push(what);
    const bytes = jsonToImage(imageLayouts, json, { warn });
    const pieces = streamJsonToImage(imageLayouts, [Buffer.from(json)], { warn });
    const streamed: Uint8Array[] = [];
    for await (const piece of pieces) streamed.push(piece);
    expectBytes(Buffer.concat(streamed), bytes, json);
    expect(said).toEqual(said.length === 0 ? [] : [said[0], said[0]]);
    return said.slice(0, 1);
  }

  it.each([
    ["9223372036854776000", "the only integer beyond 2^53 looks rounded"],
    ["9223372036854776000,140737488351230", "the only integer beyond 2^53 looks rounded"],
    ["9223372036854776000,18446744073699066000", "all 2 integers beyond 2^53 look rounded"],
  ])("cause a warning if all of them look rounded: %s", async (values, what) => {
    expect(await warnings(mm(...values.split(",")))).toEqual([expect.stringContaining(what)]);
  });

  it.each([
    "9223372036854776000,9223372036854775807",
    "9007199254740992",
    "1000000000000000000",
    '"9223372036854776000"',
  ])("cause no warning if one of them does not look rounded or is quoted: %s", async (values) => {
    expect(await warnings(mm(...values.split(",")))).toEqual([]);
  });
});
