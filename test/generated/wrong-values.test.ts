import * as criu from "criu-images";
import { decodePagemapColumns } from "criu-images/columns/pagemap";
import { imageToJson, jsonToImage, streamImageToJson, streamJsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { corpus } from "../support/corpus.ts";

/*
 * Replaces each property and option by values that only a program without types can pass. Encoding refuses the value,
 * or decoding returns it unchanged; nothing is dropped.
 */

/** A value of each kind. */
const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Infinity,
  2n,
  -1n,
  1n << 64n,
  "",
  "x",
  "1.1",
  "BIG",
  "\ud800",
  Symbol("s"),
  () => 1,
  {},
  [],
  [undefined],
  [{}],
  new Map(),
  new Date(0),
  new Uint8Array(),
  new Uint8Array([7]),
  new Uint16Array(1),
];

type Path = readonly (string | number)[];

/** Yields the paths of all properties; in lists, of the first two elements only. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  for (const [name, item] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(name) : name;
    if (typeof step !== "number" || step < 2) yield* pathsOf(item, [...path, step]);
  }
}

/** Returns a copy of a value, with another value at a path. */
function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  Reflect.set(copy, step, replaced(Reflect.get(value as object, step), rest, by));
  return copy;
}

/** Returns the ImageError that `work` throws; rethrows any other error. */
function refusal(work: () => unknown): criu.ImageError | undefined {
  try {
    work();
    return undefined;
  } catch (problem) {
    if (problem instanceof criu.ImageError) return problem;
    throw problem;
  }
}

/** The smallest image of each type. */
const samples = [
  ...new Map(
    corpus()
      .filter(({ name, bytes }) => criu.imageOfFile(name) !== undefined && bytes.length < 20_000)
      .sort((a, b) => b.bytes.length - a.bytes.length)
      .map(({ name, bytes }) => [criu.imageOfFile(name)?.image ?? "", { name, bytes }] as const),
  ),
].map(([image, { name, bytes }]) => ({ image, name, bytes }));

describe("a property of a wrong type", () => {
  it.each(samples)("is refused, or kept in the encoded image: $image", ({ name, bytes }) => {
    const image = criu.decodeAnyImage(bytes, { file: name });
    for (const path of pathsOf(image)) {
      for (const value of WRONG) {
        const changed = replaced(image, path, value) as criu.AnyImage;
        let written: Uint8Array | undefined;
        const problem = refusal(() => (written = criu.encodeAnyImage(changed)));
        const what = `${path.join(".")} = ${typeof value === "symbol" ? "symbol" : JSON.stringify(value, big)}`;
        if (written === undefined) {
          expect(problem?.code, what).toMatch(/^(bad-value|bad-length|missing-field|bad-name)$/);
          expect(problem?.message, what).not.toBe("");
        } else expect(criu.decodeAnyImage(written, { file: name }), what).toEqual(changed);
      }
    }
  });
});

function big(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

describe("the error for a wrong property", () => {
  const pagemap = { image: "PAGEMAP", first: { pages_id: 1 }, entries: [{ vaddr: 1n, compat_nr_pages: 1 }] };
  const unknown = (after: unknown) => ({
    ...pagemap,
    entries: [{ ...pagemap.entries[0], $unknown: [{ after, bytes: Uint8Array.of(0x7a, 1, 0) }] }],
  });
  const raw = (rest: unknown) => ({ image: "IP_TABLES_SAVE", rest });
  it.each<[string, unknown, string]>([
    [
      "version",
      { ...pagemap, version: "1.1" },
      'PAGEMAP, version: the value cannot be read or written: expected "v1.0" or "v1.1", found "1.1"',
    ],
    [
      "byte order",
      { ...pagemap, byteOrder: "BIG" },
      'PAGEMAP, byteOrder: the value cannot be read or written: expected "little" or "big", found "BIG"',
    ],
    ["null", { ...pagemap, byteOrder: null }, "byteOrder: the value cannot be read or written: expected"],
    [
      "after",
      unknown("abc"),
      'PAGEMAP, entry 0, $unknown: the field cannot hold this: expected the number of a field in `after`, found "abc"',
    ],
    [
      "no after",
      unknown(undefined),
      "$unknown: the field cannot hold this: expected the number of a field in `after`, found null",
    ],
    ["after, not whole", unknown(0.5), "found 0.5"],
    ["after, not finite", unknown(Infinity), "found Infinity"],
    [
      "a list as a message",
      { ...pagemap, first: [] },
      "PAGEMAP, first: the field cannot hold this: expected an object, found an array",
    ],
    ["no image", null, "expected an image, found null"],
    ["a name", { ...pagemap, image: 5 }, "unknown image 5"],
  ])("says which value is expected: %s", (_, image, message) => {
    expect(refusal(() => criu.encodeAnyImage(image as criu.AnyImage))?.message).toContain(message);
  });

  it.each(["abc", undefined, null, [1], new Uint16Array(2)])(
    "names `rest` and the type it needs if a raw image has %s",
    (rest) => {
      const name = criu.codecs.find(({ descriptor }) => descriptor.magic === undefined)?.descriptor.image ?? "";
      const problem = refusal(() => criu.encodeAnyImage({ ...raw(rest), image: name } as never));
      expect(problem).toMatchObject({ code: "bad-value", path: "rest", expected: "a Uint8Array" });
    },
  );

  it("names `image` if the image is another codec's", () => {
    const [core, mm] = ["CORE", "MM"].map((name) => criu.codecs.find(({ descriptor }) => descriptor.image === name));
    const found = samples.find(({ image }) => image === "MM");
    const image = mm?.decode(found?.bytes ?? new Uint8Array());
    expect(refusal(() => core?.encode(image as criu.AnyImage))).toMatchObject({
      code: "bad-value",
      path: "image",
      found: '"MM"',
    });
  });

  it("is not raised for unknown fields in any order: all are encoded", () => {
    const runs = [3, 0, 2].map((after) => ({ after, bytes: Uint8Array.of(0x7a, 1, after) }));
    const image = { ...pagemap, entries: [{ ...pagemap.entries[0], $unknown: runs }] };
    const again = criu.decodeAnyImage(criu.encodeAnyImage(image as never)) as criu.PagemapImage;
    const bytes = again.entries[0]?.$unknown?.flatMap((run) => [...run.bytes]);
    expect(bytes).toEqual([0x7a, 1, 3, 0x7a, 1, 0, 0x7a, 1, 2]);
  });
});

describe("an argument of a wrong type", () => {
  const found = samples.find(({ image }) => image === "PAGEMAP");
  const bytes = found?.bytes ?? new Uint8Array();
  const image = criu.decodePagemapImage(bytes);
  const json = imageToJson(imageLayouts, bytes);
  const WAYS: Readonly<Record<string, (options: never) => unknown>> = {
    decode: (options) => criu.decodePagemapImage(bytes, options),
    decodeAny: (options) => criu.decodeAnyImage(bytes, options),
    iterate: (options) => [...criu.iteratePagemapImage(bytes, options).entries],
    stream: (options) => criu.streamPagemapImage([bytes], options),
    columns: (options) => decodePagemapColumns(bytes, options),
    encode: (options) => criu.encodePagemapImage(image, options),
    encodeAny: (options) => criu.encodeAnyImage(image, options),
    imageToJson: (options) => imageToJson(imageLayouts, bytes, options),
    jsonToImage: (options) => jsonToImage(imageLayouts, json, options),
    streamImageToJson: (options) => streamImageToJson(imageLayouts, [bytes], options).next(),
    streamJsonToImage: (options) => streamJsonToImage(imageLayouts, [Buffer.from(json)], options).next(),
  };
  const options: Readonly<Record<string, readonly [fits: (value: unknown) => boolean]>> = {
    version: [(value) => value === "v1.1"],
    byteOrder: [() => false],
    maxDepth: [(value) => typeof value === "number" && value >= 0],
    maxSize: [(value) => typeof value === "number" && value >= 0],
    tolerate: [(value) => typeof value === "function"],
    pretty: [(value) => typeof value === "boolean"],
    payload: [(value) => typeof value === "boolean"],
    quoteLarge: [(value) => typeof value === "boolean"],
    file: [(value) => typeof value === "string"],
    warn: [(value) => typeof value === "function"],
  };

  it.each(Object.entries(WAYS))("is refused as an option of %s", async (_, call) => {
    for (const [name, [fits]] of Object.entries(options)) {
      for (const value of WRONG.filter((value) => !fits(value))) {
        await expect(async () => call({ [name]: value } as never), `${name} ${typeof value}`).rejects.toMatchObject({
          code: "bad-value",
          path: `options.${name}`,
        });
      }
      await call({ [name]: undefined } as never);
    }
    for (const value of [null, "v1.0", 1, []]) {
      await expect(async () => call(value as never), String(value)).rejects.toMatchObject({ code: "bad-value" });
    }
    // An unknown option is ignored, as everywhere in JavaScript.
    await call({ bytOrder: "big" } as never);
  });

  it("is refused in place of bytes", async () => {
    for (const value of ["abcdefgh", [1, 2], 5, null, new ArrayBuffer(9), new DataView(new ArrayBuffer(9)), {}]) {
      const given = value as Uint8Array;
      const bad = expect.objectContaining({ code: "bad-value", expected: "a Uint8Array" });
      expect(() => criu.decodePagemapImage(given)).toThrow(bad);
      expect(() => criu.decodeAnyImage(given)).toThrow(bad);
      expect(() => criu.identifyImage(given)).toThrow(bad);
      expect(() => criu.decodePagemapHead(given)).toThrow(bad);
      expect(() => imageToJson(imageLayouts, given)).toThrow(bad);
      if (typeof value !== "string") expect(() => jsonToImage(imageLayouts, given)).toThrow(bad);
      await expect(criu.streamPagemapImage([given])).rejects.toThrow(bad);
      await expect(streamImageToJson(imageLayouts, [given]).next()).rejects.toThrow(bad);
      await expect(streamJsonToImage(imageLayouts, [given]).next()).rejects.toThrow(bad);
    }
  });

  it("is refused in place of a message", () => {
    for (const value of [null, undefined, "x", [], new Map()]) {
      expect(refusal(() => criu.encodePagemapHead(value as never))?.code).toMatch(/bad-value|missing-field/);
    }
  });
});
