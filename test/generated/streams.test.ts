import * as criu from "criu-images";
import { imageToJson, jsonToImage, streamImageToJson, streamJsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pascalCase } from "../../generator/model/names.ts";
import { beginning, concat, framed, words } from "../support/build.ts";
import { corpus } from "../support/corpus.ts";

interface Streams {
  readonly iterate: (
    bytes: Uint8Array,
    options?: criu.ReadOptions,
  ) => { entries: Iterable<unknown>; rest?: Uint8Array };
  readonly stream: (
    chunks: criu.Chunks,
    options?: criu.ReadOptions,
  ) => Promise<{ entries: AsyncIterable<unknown>; rest: AsyncIterable<Uint8Array> }>;
}

const exported: Readonly<Record<string, unknown>> = criu;

function streamsOf(image: string): Streams {
  const type = `${pascalCase(image)}Image`;
  return {
    iterate: exported[`iterate${type}`] as Streams["iterate"],
    stream: exported[`stream${type}`] as Streams["stream"],
  };
}

function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let pos = 0; pos < bytes.length; pos += size) yield bytes.slice(pos, pos + size);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function streamed(image: string, chunks: criu.Chunks, options?: criu.ReadOptions): Promise<object> {
  const { entries, rest, ...head } = await streamsOf(image).stream(chunks, options);
  const parts = await collect(rest);
  return { ...head, entries: await collect(entries), rest: concat(...parts) };
}

const framedFiles = corpus().filter(({ name }) =>
  criu.codecs.some(({ descriptor }) => {
    return descriptor.image === criu.imageOfFile(name)?.image && descriptor.magic !== undefined;
  }),
);

describe("a stream", () => {
  it.each([1, 7, 4096])(
    "in chunks of %i bytes returns the value that decoding returns, for each real image",
    async (size) => {
      for (const { name, bytes } of framedFiles.filter(({ bytes: b }) => size > 1 || b.length < 3000)) {
        const { rest = new Uint8Array(), ...whole } = criu.decodeAnyImage(bytes, { file: name });
        expect(await streamed(whole.image, chunksOf(bytes, size))).toEqual({ ...whole, rest });
      }
    },
  );

  it("reads a first message cut at any byte, in either byte order", async () => {
    for (const littleEndian of [true, false]) {
      const options = { littleEndian };
      const bytes = concat(
        beginning("PAGEMAP", options),
        framed("pagemap_head", { pages_id: 70_000 }, littleEndian),
        framed("pagemap_entry", { vaddr: 4096n, compat_nr_pages: 1 }, littleEndian),
      );
      const { rest = new Uint8Array(), ...whole } = criu.decodePagemapImage(bytes) as { rest?: Uint8Array };
      for (let at = 0; at <= bytes.length; at++) {
        const chunks = [bytes.slice(0, at), bytes.slice(at)];
        expect(await streamed("PAGEMAP", chunks), `cut at ${at}`).toEqual({ ...whole, rest });
      }
    }
  });

  it("returns entries one by one if all bytes are in memory", () => {
    for (const { name, bytes } of framedFiles) {
      const whole = criu.decodeAnyImage(bytes, { file: name });
      const { entries, ...head } = streamsOf(whole.image).iterate(bytes);
      expect({ ...head, entries: [...entries] }).toEqual(whole);
    }
  });

  it("refuses a damaged image with the same error as decoding", async () => {
    const entry = framed("fdinfo_entry", { id: 1, flags: 0, type: 1, fd: 3 });
    const broken = [
      concat(beginning("FDINFO"), entry, entry.subarray(0, 7)),
      concat(beginning("FDINFO"), entry, words(true, 0xffffffff)),
      concat(beginning("FDINFO"), entry, words(true, 2), Uint8Array.of(0x08, 0x80), entry),
      concat(beginning("CORE"), entry),
      beginning("FDINFO").subarray(0, 6),
      new Uint8Array(),
    ];
    for (const bytes of broken) {
      const error = await streamed("FDINFO", chunksOf(bytes, 5)).catch((problem: unknown) => problem);
      expect(error).toBeInstanceOf(criu.ImageError);
      expect(() => criu.decodeFdinfoImage(bytes)).toThrow((error as criu.ImageError).message);
    }
  });

  it("holds at most one entry and the next chunk", async () => {
    const entry = framed("fdinfo_entry", { id: 1, flags: 0, type: 1, fd: 3 });
    let given = 0;
    let read = 0;
    let most = 0;
    function* endless(): Generator<Uint8Array> {
      yield beginning("FDINFO");
      for (; given < 1000; given++) {
        most = Math.max(most, given - read);
        yield entry;
      }
    }
    const { entries } = await criu.streamFdinfoImage(endless());
    for await (const _ of entries) read++;
    expect(read).toBe(1000);
    expect(most).toBeLessThanOrEqual(2);
  });

  it("stops reading its source at an error inside an entry", async () => {
    let given = 0;
    function* endless(): Generator<Uint8Array> {
      yield concat(beginning("REG_FILES"), words(true, 3), Uint8Array.of(0x32, 0xff, 0x7f));
      for (; given < 1000; given++) yield new Uint8Array(1000);
    }
    const { entries } = await criu.streamRegFilesImage(endless());
    await expect(collect(entries)).rejects.toThrow("REG_FILES, entry 0, name, offset 13: a field reaches past");
    expect(given).toBeLessThanOrEqual(1);
  });

  it("closes its source if the caller stops iterating", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield concat(beginning("FDINFO"), framed("fdinfo_entry", { id: 1, flags: 0, type: 1, fd: 3 }));
        yield framed("fdinfo_entry", { id: 2, flags: 0, type: 1, fd: 4 });
      } finally {
        closed = true;
      }
    }
    const { entries } = await criu.streamFdinfoImage(source());
    for await (const _ of entries) break;
    expect(closed).toBe(true);
  });

  it.each([1, 50, 4096])(
    "in chunks of %i bytes returns entries that are asked for at once in their order",
    async (size) => {
      const ids = Array.from({ length: 40 }, (_, id) => id);
      const image = concat(
        beginning("FDINFO"),
        ...ids.map((id) => framed("fdinfo_entry", { id, flags: 0, type: 1, fd: 3 })),
      );
      const { entries } = await criu.streamFdinfoImage(chunksOf(image, size));
      const asked: Promise<IteratorResult<{ id: number }>>[] = [];
      while (asked.length < 42) {
        asked.push(entries.next());
        // The stream goes on by one step.
        await null;
      }
      const all = await Promise.all(asked);
      expect(all.map(({ done, value }) => (done === true ? "end" : value.id))).toEqual([...ids, "end", "end"]);
    },
  );

  it.each(["return", "throw"] as const)("is at its end after `%s`, though entries are at hand", async (end) => {
    const image = concat(
      beginning("FDINFO"),
      ...[1, 2, 3, 4].map((id) => framed("fdinfo_entry", { id, flags: 0, type: 1, fd: 3 })),
    );
    const { entries } = await criu.streamFdinfoImage([image]);
    await entries.next();
    await entries.next();
    const ended = entries[end]?.(new Error("enough"));
    const after = entries.next();
    if (end === "throw") await expect(ended).rejects.toThrow("enough");
    else expect(await ended).toMatchObject({ done: true });
    expect(await after).toEqual({ done: true, value: undefined });
    expect(await entries.next()).toEqual({ done: true, value: undefined });
  });

  it("returns the rest of an image in chunks", async () => {
    const first = framed("ghost_file_entry", { uid: 1, gid: 2, mode: 3 });
    const parts = [concat(beginning("GHOST_FILE"), first, Uint8Array.of(1)), Uint8Array.of(2, 3), Uint8Array.of(4)];
    const { rest, entries } = await criu.streamGhostFileImage(parts);
    expect(concat(...(await collect(rest)))).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(await collect(entries)).toEqual([]);
  });
});

/** Encodes pipe queues: entries with extras of these sizes. */
function queues(sizes: readonly number[]): Uint8Array {
  const entries = sizes.map((bytes, i) => ({ pipe_id: i, bytes, extra: new Uint8Array(bytes).fill(i) }));
  return criu.encodePipesDataImage({ image: "PIPES_DATA", version: "v1.1", byteOrder: "little", entries });
}

describe("chunks longer than entries", () => {
  const sizes = fc.array(fc.oneof(fc.nat(60), fc.nat(15_000)), { maxLength: 12 });
  const cuts = fc.array(fc.oneof(fc.nat(20), fc.nat(20_000)), { minLength: 1, maxLength: 20 });

  function* cut(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
    for (let [pos, i] = [0, 0]; pos < bytes.length; i++) {
      const length = lengths[i % lengths.length] ?? 0;
      yield bytes.slice(pos, pos + length + 1);
      pos += length + 1;
    }
  }

  it("return the same value for any cuts", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, cuts, async (bytes, lengths) => {
        const image = queues(bytes);
        const whole = criu.decodePipesDataImage(image);
        expect(await streamed("PIPES_DATA", cut(image, lengths))).toEqual({ ...whole, rest: new Uint8Array() });
        const text = concat(...(await collect(streamImageToJson(imageLayouts, cut(image, lengths)))));
        expect(text).toEqual(new TextEncoder().encode(imageToJson(imageLayouts, image)));
        expect(concat(...(await collect(streamJsonToImage(imageLayouts, cut(text, lengths)))))).toEqual(image);
      }),
      { numRuns: 20 },
    );
  });

  it("are not copied: the bytes of an entry are a view of its chunk", async () => {
    const image = queues(Array.from({ length: 1000 }, () => 100));
    const chunks = [...chunksOf(image, 40_000)];
    const { entries } = await criu.streamPipesDataImage(chunks);
    const all = await collect(entries);
    const views = all.filter(({ extra }) => chunks.some(({ buffer }) => buffer === extra.buffer));
    // The reader joins about 4 KiB at the border of two chunks.
    expect(all.length - views.length).toBeLessThan(chunks.length * 45);
    expect(views.length).toBeGreaterThan(0.85 * all.length);
  });

  it("can hold JSON with its magic at the end", async () => {
    const image = queues([10_000, 20_000]);
    const { magic, ...others } = JSON.parse(imageToJson(imageLayouts, image)) as { magic: string };
    const text = new TextEncoder().encode(JSON.stringify({ ...others, magic }));
    const pieces = await collect(streamJsonToImage(imageLayouts, chunksOf(text, 15_000)));
    expect(concat(...pieces)).toEqual(image);
    expect(jsonToImage(imageLayouts, text)).toEqual(image);
  });
});

describe("lenient reading", () => {
  it("reports an image truncated inside an entry, and returns the entries before it", async () => {
    const entry = framed("fifo_entry", { id: 1, pipe_id: 300 });
    const bytes = concat(beginning("FIFO"), entry, entry, entry.subarray(0, 8));
    const problems: criu.ImageError[] = [];
    const options: criu.ReadOptions = { tolerate: (problem) => problems.push(problem) };
    expect(criu.decodeFifoImage(bytes, options).entries).toHaveLength(2);
    expect(await streamed("FIFO", chunksOf(bytes, 6), options)).toMatchObject({ entries: [{ id: 1 }, { id: 1 }] });
    expect(criu.decodeFifoColumns(bytes, options).$length).toBe(2);
    expect(problems.map(({ code, entry: index }) => [code, index])).toEqual([
      ["truncated", 2],
      ["truncated", 2],
      ["truncated", 2],
    ]);
  });

  it("reports a tolerated error once, for chunks of any size", async () => {
    const bytes = concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 }));
    for (const size of [1, 5, bytes.length]) {
      const codes: string[] = [];
      const options: criu.ReadOptions = { version: "v1.0", tolerate: ({ code }) => codes.push(code) };
      await streamed("PAGEMAP", chunksOf(bytes, size), options);
      expect(codes).toEqual(["unexpected-head"]);
    }
    const unforgiving: criu.ReadOptions = { version: "v1.0", tolerate: (problem) => expect.unreachable(problem.code) };
    await expect(streamed("PAGEMAP", chunksOf(bytes, 1), unforgiving)).rejects.toThrow("unexpected-head");
  });

  it("refuses an error inside an entry without asking `tolerate`", () => {
    const bytes = concat(beginning("FIFO"), words(true, 2), Uint8Array.of(0x08, 0x80));
    const tolerate = (): void => {
      throw new Error("called");
    };
    expect(() => criu.decodeFifoImage(bytes, { tolerate })).toThrow(
      "FIFO, entry 0, id, offset 13: a field reaches past",
    );
  });
});
