import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Bytes,
  Checkpoint,
  type Format,
  flatten,
  type Memory,
  type MemoryError,
  memoryBytes,
  openMemory,
  type Store,
  validate,
} from "criu-checkpoint";
import type { AnyImage } from "criu-images";
import { encodeAnyImage } from "criu-images/all";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { schemaOf } from "../../../inspect/schema/of-model.ts";
import { bytesField, field, inBlocks, newerForm, olderForm } from "../../support/blocks.ts";
import { PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

/* Compares memory with a model that has an element for each page: random areas, runs and chains of parents. */

const PAGE = 4096;
const PAGES = 24;
const START = 0x10_0000n;

/** Content of a page: a hash, or the code of the error. */
type Content = string | MemoryError["code"];

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

interface Level {
  readonly runs: readonly {
    readonly skip: number;
    readonly count: number;
    readonly kind: "here" | "parent" | "lazy";
  }[];
  /** Encoding of the kind, as releases had it. */
  readonly form: "flags" | "in_parent" | "compat" | Compressed;
}

/** Pages in blocks, which CRIU's development branch writes. */
interface Compressed {
  readonly form: "older" | "packed" | "newer" | "padded";
  /** Number of pages in a block. */
  readonly units: number;
  /** Whether runs begin at the start of a page in the file. */
  readonly aligned: boolean;
}

const level = fc.record<Level>({
  runs: fc.array(
    fc.record({
      skip: fc.nat(2),
      count: fc.integer({ min: 1, max: 5 }),
      kind: fc.constantFrom("here" as const, "here" as const, "parent" as const, "lazy" as const),
    }),
    { maxLength: 8 },
  ),
  form: fc.oneof(
    fc.constantFrom("flags" as const, "in_parent" as const, "compat" as const),
    fc.record<Compressed>({
      form: fc.constantFrom("older" as const, "packed" as const, "newer" as const, "padded" as const),
      units: fc.integer({ min: 1, max: 4 }),
      aligned: fc.boolean(),
    }),
  ),
});

/** Areas as runs of pages that are mapped or not. */
const areas = fc.array(fc.record({ skip: fc.nat(3), count: fc.integer({ min: 1, max: 8 }) }), { maxLength: 5 });

function storeOf(images: ReadonlyMap<string, Uint8Array>): Store {
  const files = new Map([...images].map(([name, { length }]) => [name, { name, kind: "file" as const, size: length }]));
  return {
    form: "memory",
    files,
    problems: [],
    annotations: new Map(),
    bytes: (name) => memoryBytes(images.get(name) ?? new Uint8Array()),
    close: async () => {},
  };
}

/** Number of bytes that fill pages of a level: each page has another one. */
const fill = (depth: number, page: number): number => 1 + depth * 60 + page;

/** Content of a page: one byte, but every third page is noise, and every seventh is zeros. */
function contentOf(depth: number, page: number): Uint8Array {
  const byte = fill(depth, page);
  if (page % 3 === 0)
    return Uint8Array.from({ length: PAGE }, (_, i) => (i === 0 ? byte : (Math.imul(i, 2654435761) >>> 24) ^ byte));
  return new Uint8Array(PAGE).fill(page % 7 === 0 ? 0 : byte);
}

/** Writes a level, and returns the content of each page that it has. */
async function build(
  { runs, form }: Level,
  depth: number,
  vmas: readonly VmaEntry[],
  parent: Built | undefined,
): Promise<Built> {
  const model = new Map<number, Content>();
  const entries: PagemapEntry[] = [];
  const file: Uint8Array[] = [];
  let at = 0;
  for (const { skip, count, kind: wanted } of runs) {
    at += skip;
    // Without flags there are no lazy pages.
    const kind = form === "in_parent" && wanted === "lazy" ? "here" : wanted;
    const pages = Array.from({ length: count }, (_, i) => at + i);
    for (const page of pages)
      model.set(
        page,
        kind === "here" ? hashOf(contentOf(depth, page)) : kind === "lazy" ? "lazy" : inParent(parent, page),
      );
    const bytes = Buffer.concat(pages.map((page) => contentOf(depth, page)));
    const entry = entryOf(START + BigInt(at * PAGE), count, kind, form);
    if (kind !== "here") entries.push(entry);
    else if (typeof form === "string") {
      entries.push(entry);
      file.push(bytes);
    } else entries.push(await stored(entry, bytes, form, file));
    at += count;
  }
  const images: AnyImage[] = [
    { image: "PAGEMAP", first: { pages_id: 1 }, entries },
    { image: "PAGES", rest: Buffer.concat(file) },
    ...(depth === 0 ? [mmOf(vmas)] : []),
  ];
  const names = ["pagemap-7.img", "pages-1.img", "mm-7.img"];
  const files = new Map(images.map((image, i) => [names[i] ?? "", encodeAnyImage(image)]));
  return { checkpoint: new Checkpoint(storeOf(files), "", parent && { parent: parent.checkpoint }), model };
}

/** Adds the bytes of a run to the file in blocks, and returns its entry. */
async function stored(
  entry: PagemapEntry,
  bytes: Uint8Array,
  { form, units, aligned }: Compressed,
  file: Uint8Array[],
): Promise<PagemapEntry> {
  const options = { page: PAGE, units, padded: form === "padded" };
  const { sizes, bytes: blocks } = await inBlocks(bytes, options);
  const end = file.reduce((sum, { length }) => sum + length, 0);
  const isAligned = aligned || form === "padded";
  file.push(new Uint8Array(isAligned ? (PAGE - (end % PAGE)) % PAGE : 0), blocks);
  const fields =
    form === "newer" || form === "padded" ? newerForm(sizes, options) : olderForm(sizes, units, form === "packed");
  return { ...entry, flags: 4 | (isAligned ? 8 : 0), $unknown: [{ after: 5, bytes: fields }] };
}

interface Built {
  readonly checkpoint: Checkpoint;
  readonly model: ReadonlyMap<number, Content>;
}

function inParent(parent: Built | undefined, page: number): Content {
  return parent === undefined ? "no-parent" : (parent.model.get(page) ?? "lost");
}

function entryOf(vaddr: bigint, count: number, kind: string, form: Level["form"]): PagemapEntry {
  if (form === "in_parent") return { vaddr, compat_nr_pages: count, ...(kind === "parent" && { in_parent: true }) };
  const flags = { here: 4, parent: 1, lazy: 2 }[kind] ?? 0;
  return form === "compat"
    ? { vaddr, compat_nr_pages: count, flags }
    : { vaddr, compat_nr_pages: 0, flags, nr_pages: BigInt(count) };
}

function mmOf(vmas: readonly VmaEntry[], auxv: readonly bigint[] = []): AnyImage {
  const zeros = Object.fromEntries(BOUNDS.map((name) => [`mm_${name}`, 0n]));
  return {
    image: "MM",
    entries: [{ ...zeros, exe_file_id: 1, mm_saved_auxv: auxv, vmas, aios: [] }],
  } as unknown as AnyImage;
}

const BOUNDS = [
  ...["start_code", "end_code", "start_data", "end_data", "start_stack", "start_brk", "brk"],
  ...["arg_start", "arg_end", "env_start", "env_end"],
];

function areasOf(parts: readonly { skip: number; count: number }[]): { vmas: VmaEntry[]; mapped: Set<number> } {
  const mapped = new Set<number>();
  let at = 0;
  const vmas = parts.map(({ skip, count }) => {
    at += skip;
    for (let page = at; page < at + count; page++) mapped.add(page);
    const [start, end] = [at, at + count].map((page) => START + BigInt(page * PAGE)) as [bigint, bigint];
    at += count;
    return { start, end, pgoff: 0n, shmid: 0n, prot: 3, flags: 0x22, status: 0x201, fd: -1n };
  });
  return { vmas, mapped };
}

/** Counts bytes by their source, piece by piece. */
async function counted(memory: Memory, start: bigint, end: bigint): Promise<Map<string, bigint>> {
  const kinds = new Map<string, bigint>();
  for await (const { source, ...piece } of memory.pieces(start, end)) {
    const kind = source.kind === "pages" ? (source.level === 0 ? "here" : "parent") : source.kind;
    kinds.set(kind, (kinds.get(kind) ?? 0n) + (piece.end - piece.start));
  }
  return kinds;
}

/** Memory with areas that all map one segment of `count` runs; each second page of it is in a parent. */
async function mapping(count: number): Promise<Memory> {
  const page = BigInt(PAGE);
  const size = BigInt(2 * count) * page;
  const vmas = Array.from({ length: count }, (_, i) => {
    const start = START + BigInt(i) * size;
    return { start, end: start + size, pgoff: 0n, shmid: 5n, prot: 3, flags: 0x21, status: 0x101, fd: -1n };
  });
  const runs = (flags: number): PagemapEntry[] =>
    Array.from({ length: count }, (_, i) => ({ vaddr: BigInt(2 * i) * page, compat_nr_pages: 0, nr_pages: 1n, flags }));
  const entries = runs(4).map((entry, i) => (i % 2 === 0 ? entry : { ...entry, flags: 1 }));
  const images = (list: PagemapEntry[]): Map<string, Uint8Array> =>
    new Map([
      ["pagemap-shmem-5.img", encodeAnyImage({ image: "SHMEM_PAGEMAP", first: { pages_id: 1 }, entries: list })],
      ["pages-1.img", new Uint8Array(count * PAGE)],
      ["mm-7.img", encodeAnyImage(mmOf(vmas))],
    ]);
  const parent = new Checkpoint(storeOf(images(runs(4))), "");
  return await openMemory(new Checkpoint(storeOf(images(entries)), "", { parent }), 7);
}

/** Returns a checkpoint with changes, and the parent of the first one unless it is flat. */
async function saved(
  { checkpoint }: Built,
  files: ReadonlyMap<string, AnyImage | Bytes>,
  isFlat: boolean,
): Promise<Checkpoint> {
  const images = new Map<string, Uint8Array>();
  for (const file of checkpoint.images) images.set(file.file, await checkpoint.bytesOf(file).read(0, file.size));
  for (const [name, content] of files)
    images.set(name, "image" in content ? encodeAnyImage(content) : await content.read(0, content.size));
  const { parent } = checkpoint;
  return new Checkpoint(storeOf(images), "", isFlat || parent === undefined ? {} : { parent });
}

async function builtOf(levels: readonly Level[], vmas: readonly VmaEntry[]): Promise<Built> {
  let built: Built | undefined;
  for (const [depth, one] of [...levels.entries()].reverse()) built = await build(one, depth, vmas, built);
  return built as Built;
}

/** Number of pages that a level can have. */
const MOST = 8 * (2 + 5);

/** Reads each page: its hash, or the code of the error. */
async function contents(memory: Memory, count: number = PAGES): Promise<Content[]> {
  const all: Content[] = [];
  for (let page = 0; page < count; page++)
    all.push(await memory.read(START + BigInt(page * PAGE), PAGE).then(hashOf, ({ code }: MemoryError) => code));
  return all;
}

describe("random chains of random pagemaps", () => {
  it("are the same after they are flattened, without a parent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(level, { minLength: 1, maxLength: 4 }), async (levels) => {
        const { vmas } = areasOf([{ skip: 0, count: MOST }]);
        const built = await builtOf(levels, vmas);
        const before = await contents(await openMemory(built.checkpoint, 7), MOST);
        const missing = before.find((one) => one === "lost" || one === "no-parent");
        const changes = await flatten(built.checkpoint).catch(({ code }: MemoryError) => code);
        if (typeof changes === "string") {
          expect(changes).toBe(missing);
          return;
        }
        expect(missing).toBeUndefined();
        const flat = await saved(built, changes.files, true);
        expect(await contents(await openMemory(flat, 7), MOST)).toEqual(before);
        const { entries = [] } = (await flat.read("PAGEMAP", 7)) ?? {};
        expect(entries.filter(({ flags = 0, in_parent }) => in_parent || (flags & 1) !== 0)).toEqual([]);
        expect((await validate(flat)).filter(({ code }) => RUN_CODES.has(code))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("have the bytes that were written, at once and after they are saved", async () => {
    const edit = fc.record({
      at: fc.nat(PAGES * PAGE),
      size: fc.integer({ min: 1, max: 3 * PAGE }),
      byte: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(
        areas,
        fc.array(level, { minLength: 1, maxLength: 3 }),
        fc.array(edit, { maxLength: 5 }),
        async (parts, levels, edits) => {
          const { vmas, mapped } = areasOf(parts);
          const built = await builtOf(levels, vmas);
          const memory = await openMemory(built.checkpoint, 7);
          const model = await pagesOf(memory);
          for (const { at, size: wish, byte } of edits) {
            const size = Math.min(wish, PAGES * PAGE - at);
            if (size === 0) continue;
            const pages = Array.from(
              { length: Math.floor((at + size - 1) / PAGE) - Math.floor(at / PAGE) + 1 },
              (_, i) => Math.floor(at / PAGE) + i,
            );
            const fault = pages
              .map((page) => (mapped.has(page) ? model[page] : "unmapped"))
              .find((one) => typeof one === "string");
            const found = await memory
              .write(START + BigInt(at), new Uint8Array(size).fill(byte))
              .catch(({ code }: MemoryError) => code);
            expect(found).toBe(fault);
            if (fault !== undefined) continue;
            for (const page of pages)
              (model[page] as Buffer).fill(
                byte,
                Math.max(0, at - page * PAGE),
                Math.min(PAGE, at + size - page * PAGE),
              );
          }
          const wanted = model.map((one) => (typeof one === "string" ? one : hashOf(one)));
          expect(await contents(memory)).toEqual(wanted);
          const again = await saved(built, await memory.changes(), false);
          expect(await contents(await openMemory(again, 7))).toEqual(wanted);
          expect((await validate(again)).filter(({ code }) => RUN_CODES.has(code))).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

/** Codes of faults of runs and their files. */
const RUN_CODES = new Set(["bad-run", "wrong-size"]);

/** Reads the bytes of each page, or the code of the error. */
async function pagesOf(memory: Memory): Promise<(Buffer | string)[]> {
  const all: (Buffer | string)[] = [];
  for (let page = 0; page < PAGES; page++)
    all.push(
      await memory.read(START + BigInt(page * PAGE), PAGE).then(
        (bytes) => Buffer.from(bytes),
        ({ code }: MemoryError) => code,
      ),
    );
  return all;
}

describe("areas that map one segment", () => {
  it("are counted as their pieces are", async () => {
    const memory = await mapping(300);
    const page = BigInt(PAGE);
    for (const [from, to] of [
      [0, 600],
      [1, 599],
      [3, 40],
      [100, 350],
      [127, 130],
      [128, 256],
      [599, 700],
    ]) {
      const range = [START + BigInt(from ?? 0) * page, START + BigInt(to ?? 0) * page] as const;
      expect((await memory.tally(...range)).kinds).toEqual(await counted(memory, ...range));
    }
  });

  it("are counted in a number of steps that is linear in areas and runs", async () => {
    const steps = [];
    for (const count of [100, 200, 400]) {
      const memory = await mapping(count);
      const add = vi.spyOn(Map.prototype, "set");
      for (const { start, end } of memory.areas) await memory.tally(start, end);
      steps.push(add.mock.calls.length / count);
      add.mockRestore();
    }
    const [first = 0, , last = 0] = steps;
    expect(last / first).toBeLessThan(1.5);
  });
});

describe("the size of a page", () => {
  it.each([4096, 16384, 65536])("is %i by the auxiliary vector, or by the file of pages", async (size) => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const end = START + BigInt(4 * size);
    const area = vmas.map((vma) => ({ ...vma, end }));
    const entries = [{ vaddr: START + BigInt(size), compat_nr_pages: 0, nr_pages: 2n, flags: 4 }];
    const content = Buffer.concat([Buffer.alloc(size, 1), Buffer.alloc(size, 2)]);
    for (const auxv of [[6n, BigInt(size), 0n, 0n], []]) {
      const images = new Map([
        ["pagemap-7.img", encodeAnyImage({ image: "PAGEMAP", first: { pages_id: 1 }, entries })],
        ["pages-1.img", content],
        ["mm-7.img", encodeAnyImage(mmOf(area, auxv))],
      ]);
      const memory = await openMemory(new Checkpoint(storeOf(images), ""), 7);
      expect(memory.pageSize).toBe(size);
      const all = Buffer.from(await memory.read(START, 4 * size));
      expect(all.equals(Buffer.concat([Buffer.alloc(size), content, Buffer.alloc(size)]))).toBe(true);
    }
  });
});

describe("pages of v0.4", () => {
  it("follow their addresses, and areas have an image of their own", async () => {
    const { vmas } = areasOf([{ skip: 0, count: 4 }]);
    const page = (at: number, byte: number): Buffer => {
      const address = Buffer.alloc(8);
      address.writeBigUInt64LE(at === 0 ? 0n : START + BigInt(at * PAGE));
      return Buffer.concat([address, Buffer.alloc(PAGE, byte)]);
    };
    const rest = Buffer.concat([page(1, 5), page(3, 6), page(0, 0)]);
    const pages = encodeAnyImage({ image: "PAGES_OLD", entries: [], rest }, { version: "v1.0" });
    const images = new Map([
      ["pages-7.img", pages],
      ["vmas-7.img", encodeAnyImage({ image: "VMAS", entries: [...vmas] })],
      ["mm-7.img", encodeAnyImage(mmOf([]))],
    ]);
    const memory = await openMemory(new Checkpoint(storeOf(images), ""), 7);
    const fillers = [];
    for (let i = 0; i < 4; i++) fillers.push(filler(await memory.read(START + BigInt(i * PAGE), PAGE)));
    expect(fillers).toEqual([0, 5, 0, 6]);
  });
});

describe("memory of random pagemaps", () => {
  it("has the content of a model with an element for each page", async () => {
    await fc.assert(
      fc.asyncProperty(areas, fc.array(level, { minLength: 1, maxLength: 4 }), async (parts, levels) => {
        const { vmas, mapped } = areasOf(parts);
        let built: Built | undefined;
        for (const [depth, one] of [...levels.entries()].reverse()) built = await build(one, depth, vmas, built);
        const memory = await openMemory((built as Built).checkpoint, 7);
        for (let page = 0; page < PAGES; page++) {
          const own = built?.model.get(page) ?? hashOf(new Uint8Array(PAGE));
          const wanted = mapped.has(page) ? own : "unmapped";
          const address = START + BigInt(page * PAGE);
          const found = await memory.read(address, PAGE).then(hashOf, ({ code }: MemoryError) => code);
          expect([page, found]).toEqual([page, wanted]);
        }
        const [from, to] = [0, PAGES / 3, PAGES].map((page) => START + BigInt(page * PAGE)).slice(0, 2) as [
          bigint,
          bigint,
        ];
        expect((await memory.tally(from, to)).kinds).toEqual(await counted(memory, from, to));
      }),
      { numRuns: 200 },
    );
  });

  it.each<Level["form"]>([
    "flags",
    { form: "packed", units: 3, aligned: false },
    { form: "padded", units: 2, aligned: true },
  ])("can be read from any byte to any other: %j", async (form) => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const one: Level = { runs: [3, 2, 4, 1].map((count, i) => ({ skip: i, count, kind: "here" })), form };
    const { checkpoint, model } = await build(one, 0, vmas, undefined);
    const whole = new Uint8Array(PAGES * PAGE);
    for (const page of model.keys()) whole.set(contentOf(0, page), page * PAGE);
    const memory = await openMemory(checkpoint, 7);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(3 * PAGE), async (from, size) => {
        const to = Math.min(from + size, whole.length);
        const found = await memory.read(START + BigInt(from), to - from);
        expect(Buffer.compare(found, whole.subarray(from, to))).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe("pagemaps that cannot be read", () => {
  const open = (entries: readonly PagemapEntry[]): Promise<string> => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const images = new Map([
      ["pagemap-7.img", encodeAnyImage({ image: "PAGEMAP", first: { pages_id: 1 }, entries: [...entries] })],
      ["pages-1.img", new Uint8Array(2 * PAGE).fill(7)],
      ["mm-7.img", encodeAnyImage(mmOf(vmas))],
    ]);
    const read = async (): Promise<string> => {
      const memory = await openMemory(new Checkpoint(storeOf(images), ""), 7);
      return `${filler(await memory.read(START, PAGE))}`;
    };
    return read().catch(({ code, message }: MemoryError) => `${code}: ${message}`);
  };
  const here = { compat_nr_pages: 0, flags: 4 };

  it("are refused if runs overlap or do not ascend", async () => {
    const [first, second] = [START, START + BigInt(PAGE)];
    expect(await open([{ ...here, vaddr: first, nr_pages: 2n }])).toBe("7");
    expect(
      await open([
        { ...here, vaddr: first, nr_pages: 2n },
        { ...here, vaddr: second, nr_pages: 1n },
      ]),
    ).toMatch(/^bad-runs: address 0x101000: pagemap-7\.img: entry 1 begins before the end of the run before it$/);
  });

  it("are refused if areas overlap, or end before they begin", async () => {
    const { vmas } = areasOf([
      { skip: 0, count: 4 },
      { skip: 1, count: 2 },
    ]);
    const [first, second] = vmas as [VmaEntry, VmaEntry];
    const opened = (list: readonly VmaEntry[]): Promise<unknown> => {
      const images = new Map([["mm-7.img", encodeAnyImage(mmOf(list))]]);
      return openMemory(new Checkpoint(storeOf(images), ""), 7).then(
        ({ areas }) => areas.length,
        ({ code }: MemoryError) => code,
      );
    };
    expect(await opened([second, first])).toBe(2);
    expect(await opened([first, { ...second, start: first.end - 1n }])).toBe("bad-areas");
    expect(await opened([{ ...first, start: first.end, end: first.start }])).toBe("bad-areas");
    const guard = (start: bigint, end: bigint): VmaEntry => ({ ...first, start, end, status: 0x1_0001 });
    const [at, page] = [first.start, BigInt(PAGE)];
    expect(await opened([first, guard(at, at + page), guard(at + 2n * page, at + 3n * page)])).toBe(4);
    expect(await opened([first, guard(at, at + 2n * page), guard(at + page, at + 3n * page)])).toBe("bad-areas");
  });

  it("claim more pages than there are", async () => {
    expect(await open([{ ...here, vaddr: START, nr_pages: 2n ** 60n }])).toBe("7");
    const later = [{ ...here, vaddr: START - 2n ** 20n, nr_pages: 2n ** 60n }];
    expect(await open(later)).toMatch(/^lost: address 0x100000: .*pages-1\.img ends before it$/);
  });

  it("are refused if entries have unknown fields of no known form", async () => {
    const unknown = (...bytes: number[]): NonNullable<PagemapEntry["$unknown"]> => [
      { after: 5, bytes: Uint8Array.from(bytes) },
    ];
    const strange = [field(9, 1), [...field(6, 9), ...field(9, 1)], bytesField(6, [0xff]), field(7, 1)];
    for (const bytes of strange) {
      const found = await open([{ ...here, vaddr: START, nr_pages: 1n, $unknown: unknown(...bytes) }]);
      expect(found).toMatch(
        /^bad-form: pagemap-7\.img: entry 0 has unknown fields.*: read the checkpoint with the schema/,
      );
    }
  });

  /** Opens a run of two pages in blocks of the given sizes, which take the first bytes of the file. */
  const openBlocks = (fields: Uint8Array, nr_pages = 2n, vaddr = START): Promise<string> =>
    open([{ ...here, vaddr, nr_pages, $unknown: [{ after: 5, bytes: fields }] }]);

  it("are refused if blocks contradict each other", async () => {
    const newer = (sizes: readonly number[], units = 1): Uint8Array => newerForm(sizes, { page: PAGE, units });
    expect(await openBlocks(newer([PAGE]))).toMatch(/^bad-form: .*has the sizes of 1 blocks instead of 2: /);
    expect(await openBlocks(newer([PAGE, PAGE + 1]))).toMatch(/^bad-form: .*its block 1 has 4097 bytes, more than its/);
    expect(await openBlocks(newer([1], 1025))).toMatch(/^bad-form: .*have 1025 pages each, more than the limit of/);
    expect(await openBlocks(olderForm([1], 0xffff_ffff, true))).toMatch(/^bad-form: .*more than the limit of/);
    const wrong = Uint8Array.from([...field(6, PAGE), ...field(6, 0), ...field(7, 9)]);
    expect(await openBlocks(wrong)).toMatch(/^bad-form: .*its blocks have 4096 bytes in the file instead of 9: /);
    expect(await openBlocks(newer([PAGE]), 2n ** 60n)).toMatch(
      /^bad-form: .*sizes of 1 blocks instead of 1152921504606846976: it is damaged, or needs the schema/,
    );
  });

  it("have blocks that are truncated, damaged, or larger than their content: bombs", async () => {
    // The file has two pages of sevens, which are no blocks of LZ4.
    expect(await openBlocks(olderForm([100, 0], 1, false))).toBe(
      "lost: address 0x100000: a block of 100 bytes is damaged",
    );
    const before = START - BigInt(2 * PAGE);
    expect(await openBlocks(olderForm([PAGE, PAGE, 100], 1, true), 3n, before)).toMatch(
      /^lost: address 0x100000: the file of pages ends/,
    );
    // Each byte of a length adds 255 bytes: this block unpacks to a megabyte, and has the place of a page.
    const bomb = Uint8Array.from([0x1f, 7, 1, 0, ...new Array(4000).fill(255), 0]);
    const images = bombed(bomb);
    const memory = await openMemory(new Checkpoint(storeOf(images), ""), 7);
    await expect(memory.read(START, 1)).rejects.toThrow(`a block of ${bomb.length} bytes is damaged`);
  });

  const bombed = (block: Uint8Array): Map<string, Uint8Array> => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const entry = {
      ...here,
      vaddr: START,
      nr_pages: 1n,
      $unknown: [{ after: 5, bytes: olderForm([block.length], 1, true) }],
    };
    return new Map([
      ["pagemap-7.img", encodeAnyImage({ image: "PAGEMAP", first: { pages_id: 1 }, entries: [entry] })],
      ["pages-1.img", block],
      ["mm-7.img", encodeAnyImage(mmOf(vmas))],
    ]);
  };
});

describe("blocks whose fields the format declares", () => {
  it("are read by their names", async () => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const form: Compressed = { form: "newer", units: 2, aligned: true };
    const { checkpoint } = await build({ runs: [{ skip: 0, count: 5, kind: "here" }], form }, 0, vmas, undefined);
    const format = await declaring(`optional pagemap_blocks blocks = 6;`);
    const memory = await openMemory(checkpoint, 7, { format });
    for (let page = 0; page < 5; page++)
      expect(hashOf(await memory.read(START + BigInt(page * PAGE), PAGE))).toBe(hashOf(contentOf(0, page)));
  });

  it("are refused if a field of another meaning has their number", async () => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const form: Compressed = { form: "packed", units: 2, aligned: true };
    const { checkpoint } = await build({ runs: [{ skip: 0, count: 5, kind: "here" }], form }, 0, vmas, undefined);
    const format = await declaring("optional bytes crypto_tag = 6;");
    await expect(openMemory(checkpoint, 7, { format })).rejects.toThrow("entry 0 has unknown fields");
  });
});

/** Returns the format of a fork with one more field in pagemap_entry. */
async function declaring(line: string): Promise<Format> {
  const schema = temporaryFolder();
  cpSync(PROJECT_SCHEMA, schema, { recursive: true });
  const file = join(schema, "messages/pagemap.proto");
  const blocks = `message pagemap_blocks {
  repeated uint32 block_sizes = 1 [packed = true];
  required uint64 total_payload_size = 2;
  required uint32 pages_per_block = 3;
  optional bool payload_padded = 4;
}
`;
  const text = readFileSync(file, "utf8");
  writeFileSync(file, `${text.replace(/(message pagemap_entry \{)/, `$1\n  ${line}`)}\n${blocks}`);
  return await schemaOf(loadModel(schema)).format();
}

/** Returns the byte that fills a page; -1 if several do. */
function filler(bytes: Uint8Array): number {
  const [first = -1] = bytes;
  return bytes.length === PAGE && bytes.every((byte) => byte === first) ? first : -1;
}
