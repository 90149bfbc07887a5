import { Checkpoint, type MemoryError, memoryBytes, openMemory, type Store } from "criu-checkpoint";
import type { AnyImage } from "criu-images";
import { encodeAnyImage } from "criu-images/all";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/* Compares memory with a model that has an element for each page: random areas, runs and chains of parents. */

const PAGE = 4096;
const PAGES = 24;
const START = 0x10_0000n;

/** Content of a page: a byte that fills it, or the code of the error. */
type Content = number | MemoryError["code"];

interface Level {
  readonly runs: readonly {
    readonly skip: number;
    readonly count: number;
    readonly kind: "here" | "parent" | "lazy";
  }[];
  /** Encoding of the kind, as releases had it. */
  readonly form: "flags" | "in_parent" | "compat";
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
  form: fc.constantFrom("flags" as const, "in_parent" as const, "compat" as const),
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

/** Writes a level, and returns the content of each page that it has. */
function build({ runs, form }: Level, depth: number, vmas: readonly VmaEntry[], parent: Built | undefined): Built {
  const model = new Map<number, Content>();
  const entries: PagemapEntry[] = [];
  const pages: Uint8Array[] = [];
  let at = 0;
  for (const { skip, count, kind: wanted } of runs) {
    at += skip;
    // Without flags there are no lazy pages.
    const kind = form === "in_parent" && wanted === "lazy" ? "here" : wanted;
    for (let page = at; page < at + count; page++) {
      if (kind === "here") pages.push(new Uint8Array(PAGE).fill(fill(depth, page)));
      model.set(page, kind === "here" ? fill(depth, page) : kind === "lazy" ? "lazy" : inParent(parent, page));
    }
    entries.push(entryOf(START + BigInt(at * PAGE), count, kind, form));
    at += count;
  }
  const images: AnyImage[] = [
    { image: "PAGEMAP", first: { pages_id: 1 }, entries },
    { image: "PAGES", rest: Buffer.concat(pages) },
    ...(depth === 0 ? [mmOf(vmas)] : []),
  ];
  const names = ["pagemap-7.img", "pages-1.img", "mm-7.img"];
  const files = new Map(images.map((image, i) => [names[i] ?? "", encodeAnyImage(image)]));
  return { checkpoint: new Checkpoint(storeOf(files), "", parent && { parent: parent.checkpoint }), model };
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

function mmOf(vmas: readonly VmaEntry[]): AnyImage {
  const zeros = Object.fromEntries(BOUNDS.map((name) => [`mm_${name}`, 0n]));
  return {
    image: "MM",
    entries: [{ ...zeros, exe_file_id: 1, mm_saved_auxv: [], vmas, aios: [] }],
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

describe("memory of random pagemaps", () => {
  it("has the content of a model with an element for each page", async () => {
    await fc.assert(
      fc.asyncProperty(areas, fc.array(level, { minLength: 1, maxLength: 4 }), async (parts, levels) => {
        const { vmas, mapped } = areasOf(parts);
        const built = levels.reduceRight<Built | undefined>(
          (parent, one, depth) => build(one, depth, vmas, parent),
          undefined,
        );
        const memory = await openMemory((built as Built).checkpoint, 7);
        for (let page = 0; page < PAGES; page++) {
          const own = built?.model.get(page) ?? 0;
          const wanted = mapped.has(page) ? own : "unmapped";
          const address = START + BigInt(page * PAGE);
          const found = await memory.read(address, PAGE).then(filler, ({ code }: MemoryError) => code);
          expect([page, found]).toEqual([page, wanted]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("can be read from any byte to any other", async () => {
    const { vmas } = areasOf([{ skip: 0, count: PAGES }]);
    const one: Level = { runs: [3, 2, 4, 1].map((count, i) => ({ skip: i, count, kind: "here" })), form: "flags" };
    const { checkpoint, model } = build(one, 0, vmas, undefined);
    const whole = new Uint8Array(PAGES * PAGE);
    for (const [page, byte] of model) whole.fill(Number(byte), page * PAGE, (page + 1) * PAGE);
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

  it("are refused if entries have unknown fields, such as those of compressed pages", async () => {
    const bytes = Uint8Array.of(0x30, 1);
    expect(await open([{ ...here, vaddr: START, nr_pages: 1n, $unknown: [{ after: 0, bytes }] }])).toMatch(
      /^bad-form: pagemap-7\.img: entry 0 has fields that are not known/,
    );
  });
});

/** Returns the byte that fills a page; -1 if several do. */
function filler(bytes: Uint8Array): number {
  const [first = -1] = bytes;
  return bytes.length === PAGE && bytes.every((byte) => byte === first) ? first : -1;
}
