import { codecs, decodeAnyImage, formatName } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuildOptions, beginning, concat, framed, shorts } from "../../support/build.ts";
import { images, layouts } from "../../support/facts.ts";
import { expectBytes, FORMS, fromJson } from "../../support/json.ts";
import { contentOf, contentOfJson } from "../../support/plain-json.ts";
import { messageOf, type Plain } from "../../support/reference.ts";

/*
 * Makes images of each row from the facts, with random values in all fields: their JSON has the values that the typed
 * codec decodes, and converts back to the same bytes.
 */

/** Function that returns a message, with its length fields set for `data`, and its extra. */
type Extra = (message: Plain, data: Uint8Array, littleEndian: boolean) => readonly [Plain, Uint8Array];

function padded(bytes: Uint8Array, unit: number): Uint8Array {
  return concat(bytes, new Uint8Array((unit - (bytes.length % unit)) % unit));
}

const pipe: Extra = (message, data) => [{ ...message, bytes: data.length }, data];

const EXTRAS: Readonly<Record<string, Extra>> = {
  PIPES_DATA: pipe,
  FIFO_DATA: pipe,
  SK_QUEUES: (message, data) => [{ ...message, length: data.length }, data],
  BPFMAP_DATA: (message, data) => [
    { ...message, keys_bytes: data.length >> 2, values_bytes: data.length - (data.length >> 2) },
    data,
  ],
  TCP_STREAM: (message, data) => [
    { ...message, inq_len: data.length >> 1, outq_len: data.length - (data.length >> 1) },
    data,
  ],
  IPCNS_SHM: (message, data) =>
    message["in_pagemaps"] === true
      ? [message, new Uint8Array(0)]
      : [{ ...message, size: BigInt(data.length) }, padded(data, 4)],
  IPCNS_SEM: (message, data, littleEndian) => [
    { ...message, nsems: data.length },
    padded(shorts(littleEndian, ...[...data].map((byte) => byte * 257)), 8),
  ],
  IPCNS_MSG: (message, data, littleEndian) => {
    const parts = [data.subarray(0, data.length >> 2), data.subarray(data.length >> 2)];
    const sent = parts.map((part, i) => framed("ipc_msg", { mtype: BigInt(i), msize: part.length }, littleEndian));
    return [
      { ...message, qnum: 2 },
      concat(...parts.flatMap((part, i) => [sent[i] ?? new Uint8Array(0), padded(part, 8)])),
    ];
  },
};

const FRAMINGS: readonly Required<BuildOptions>[] = [true, false].flatMap((littleEndian) =>
  [true, false].map((heads) => ({ littleEndian, heads })),
);

function nameOf(image: string): string {
  const descriptor = codecs.find((codec) => codec.descriptor.image === image)?.descriptor;
  if (descriptor === undefined) throw new Error(`no image ${image}`);
  return formatName(
    descriptor,
    descriptor.file.includes("%s") ? "dump" : descriptor.file.includes("%") ? 42 : undefined,
  );
}

/** Checks that JSON has the values of the typed codec, and converts back to the same bytes. */
function roundTrip(image: string, bytes: Uint8Array): void {
  const file = nameOf(image);
  for (const form of FORMS) {
    expectBytes(fromJson(imageToJson(imageLayouts, bytes, { file, ...form })), bytes, image);
  }
  const said = contentOfJson(image, imageToJson(imageLayouts, bytes, { file }));
  expect(said).toEqual(contentOf(decodeAnyImage(bytes, { file })));
}

const raw = images.filter(({ name }) => layouts[name]?.raw);
const usual = images.filter(({ name }) => typeof layouts[name]?.entry === "string");
const data = fc.uint8Array({ maxLength: 130 });
const framing = fc.constantFrom(...FRAMINGS);
const RUNS = { numRuns: 25 };

describe("each row of CRIU's", () => {
  it.each(usual)("converts to JSON and back: $name", ({ name }) => {
    const { first, entry } = layouts[name] ?? {};
    const random = fc.record({
      first: messageOf(first ?? "pagemap_head"),
      entries: fc.array(fc.tuple(messageOf(entry ?? ""), data), { maxLength: 3 }),
      options: framing,
    });
    fc.assert(
      fc.property(random, ({ first: head, entries, options }) => {
        const { littleEndian } = options;
        const opening = first === undefined ? [] : [framed(first, head, littleEndian)];
        const records = entries.map(([message, bytes]) => {
          const [fitting, extra] = EXTRAS[name]?.(message, bytes, littleEndian) ?? [message, new Uint8Array(0)];
          return concat(framed(entry ?? "", fitting, littleEndian), extra);
        });
        roundTrip(name, concat(beginning(name, options), ...opening, ...records));
      }),
      RUNS,
    );
  });

  it("converts to JSON and back: GHOST_FILE, whole or in chunks", () => {
    const chunks = fc.array(fc.tuple(messageOf("ghost_chunk_entry"), data), { maxLength: 3 });
    fc.assert(
      fc.property(messageOf("ghost_file_entry"), data, chunks, framing, (first, rest, parts, options) => {
        const { littleEndian } = options;
        const opening = concat(beginning("GHOST_FILE", options), framed("ghost_file_entry", first, littleEndian));
        const behind = parts.map(([chunk, bytes]) =>
          concat(framed("ghost_chunk_entry", { ...chunk, len: BigInt(bytes.length) }, littleEndian), bytes),
        );
        roundTrip("GHOST_FILE", concat(opening, ...(first["chunks"] === true ? behind : [rest])));
      }),
      { numRuns: 100 },
    );
  });

  // Their file names belong to PAGES, a raw image: the caller must select the row.
  it.each(["PAGES_OLD", "SHM_PAGES_OLD"])("converts to JSON and back if the caller selects it: %s", (name) => {
    const only = imageLayouts.filter(({ image }) => image === name);
    fc.assert(
      fc.property(data, framing, (rest, options) => {
        const bytes = concat(beginning(name, options), rest);
        for (const form of FORMS) expectBytes(fromJson(imageToJson(only, bytes, form)), bytes, name);
        const json = imageToJson(only, bytes);
        expect(json).toContain(`{"magic": "PAGEMAP", "$kept": {"image": "${name}"`);
        expect(contentOfJson(name, json)).toEqual({ entries: [], rest });
      }),
      RUNS,
    );
  });

  it.each(raw)("has no JSON if it is raw: $name", ({ name }) => {
    const convert = (): string => imageToJson(imageLayouts, new Uint8Array(9), { file: nameOf(name) });
    expect(convert).toThrow(expect.objectContaining({ name: "ImageError", code: "raw-image", image: name }));
    expect(() => fromJson(`{"magic": "${name}", "entries": []}`)).toThrow("it has no JSON form");
  });

  it("has a test above", () => {
    const seen = [...usual, ...raw].map(({ name }) => name);
    const all = [...seen, "GHOST_FILE", "PAGES_OLD", "SHM_PAGES_OLD"].sort();
    expect(all).toEqual(images.map(({ name }) => name).sort());
  });
});
