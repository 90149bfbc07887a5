import { MemoryError } from "../memory/error.ts";
import { type Memory, openMemory } from "../memory/memory.ts";
import { Objects } from "../memory/objects.ts";
import type { PageSet } from "../memory/page-set.ts";
import { USUAL } from "../memory/page-size.ts";
import type { PagePiece } from "../memory/page-source.ts";
import { idOf } from "../relations/place.ts";
import type { CompareOptions, PageChange, Uncompared } from "./change.ts";
import type { FilePair } from "./images.ts";
import { PageReport } from "./page-report.ts";
import { type AnyPiece, PageComparer } from "./pages.ts";
import type { Side } from "./side.ts";
import { differingTexts } from "./texts.ts";
import type { Things } from "./things.ts";

/** A shared mapping: its pages are those of an object, which are compared once. MAP_SHARED of `vma_entry.flags`. */
const SHARED = 0x1;

/** Topic of pages: without it, none is compared. */
const PAGES = "pages";

/** First address of no page. */
const END = 2n ** 64n;

/** Compares the memory of processes, and of objects that they share. */
export class Memories {
  readonly pages: PageChange[] = [];
  readonly uncompared: Uncompared[] = [];
  readonly #things: Things;
  readonly #topics: ReadonlySet<string>;
  readonly #options: CompareOptions;
  readonly #total: number;
  /** The first memory of each side: what all processes map, and the paths of files, are read once. */
  readonly #first = new Map<Side, Memory>();
  #done = 0;
  #pageSize = USUAL;

  constructor(things: Things, topics: ReadonlySet<string>, options: CompareOptions) {
    this.#things = things;
    this.#topics = topics;
    this.#options = options;
    const images = new Set(Object.values(things.rules.format.extents).map(({ of }) => of));
    const files = things.a.checkpoint.images.filter(({ image }) => images.has(image));
    this.#total = topics.has(PAGES) ? files.reduce((sum, { size }) => sum + size, 0) : 0;
  }

  /** Tells the progress after some more bytes. */
  tell(bytes: number): void {
    this.#done += bytes;
    this.#options.progress?.(Math.min(this.#done, this.#total), this.#total);
  }

  /**
   * Compares the pages that two images describe, and the texts that a process was started with.
   *
   * @throws {ImageError} if an image is not valid
   * @throws {MemoryError} `bad-areas`, `bad-runs`, `bad-form`
   */
  async compare(pair: FilePair): Promise<void> {
    const { rules } = this.#things;
    const [space] = Object.entries(rules.format.spaces).find(([, { files = {} }]) => pair.image in files) ?? [];
    const [idA, idB] = [pair.a && idOf(pair.a), pair.b && idOf(pair.b)];
    if (space === undefined || idA === undefined || idB === undefined) return;
    const memories = rules.isArbitrary(space) ? undefined : await this.#open(Number(idA), Number(idB));
    if (memories !== undefined) return await this.#process(pair.thing, ...memories, space);
    if (!this.#topics.has(PAGES)) return;
    const { a, b } = this.#things;
    const open = (side: typeof a, id: typeof idA): Promise<PageSet | undefined> =>
      new Objects(side.checkpoint, rules.format, this.#pageSize).pages(space, id);
    const [setA, setB] = [await open(a, idA), await open(b, idB)];
    if (setA !== undefined && setB !== undefined) await this.#sets(pair.thing, setA, setB, rules.isArbitrary(space));
  }

  /** Opens the memory of a process in both checkpoints; `undefined` if one has its pages alone, as a pre-dump. */
  async #open(idA: number, idB: number): Promise<readonly [Memory, Memory] | undefined> {
    const { a, b, rules } = this.#things;
    const open = async (side: Side, pid: number): Promise<Memory | undefined> => {
      const beside = this.#first.get(side);
      try {
        const memory = await openMemory(side.checkpoint, pid, { format: rules.format, ...(beside && { beside }) });
        this.#first.set(side, beside ?? memory);
        return memory;
      } catch (error) {
        if (error instanceof MemoryError && error.code === "no-process") return undefined;
        throw error;
      }
    };
    const [memoryA, memoryB] = [await open(a, idA), await open(b, idB)];
    return memoryA && memoryB && [memoryA, memoryB];
  }

  async #process(thing: string, a: Memory, b: Memory, space: string): Promise<void> {
    this.#pageSize = a.pageSize;
    const topic = this.#things.rules.topicOfSpace(space);
    if (this.#topics.has(topic)) for await (const one of differingTexts(thing, topic, a, b)) this.#things.found(one);
    if (!this.#topics.has(PAGES)) return;
    const end = [a, b].map(({ areas }) => areas.at(-1)?.end ?? 0n).reduce((x, y) => (x > y ? x : y));
    const isShared = (piece: AnyPiece): boolean => "area" in piece && ((piece.area?.entry.flags ?? 0) & SHARED) !== 0;
    const report = new PageReport(this, thing, a.areas, (area) => a.path(area.start), a.pageSize);
    const comparer = new PageComparer(this.#finder(report), a.pageSize);
    await comparer.compare(a.pieces(0n, end), b.pieces(0n, end), (one, other) => isShared(one) && isShared(other));
    await report.finish();
  }

  /** Compares sets of pages. Pages of an object that no run has are zeros; those of a process may be anything. */
  async #sets(thing: string, a: PageSet, b: PageSet, isObject: boolean): Promise<void> {
    const report = new PageReport(this, thing, [], async () => undefined, a.pageSize);
    const comparer = new PageComparer(this.#finder(report), a.pageSize);
    const [ofA, ofB] = [a.pieces(0n, END), b.pieces(0n, END)];
    await comparer.compare(isObject ? filled(ofA) : ofA, isObject ? filled(ofB) : ofB);
    await report.finish();
  }

  #finder(report: PageReport): ConstructorParameters<typeof PageComparer>[0] {
    return {
      differ: (start, end) => report.differ(start, end),
      uncompared: (reason, start, end) => report.lacks(reason, start, end),
      compared: (bytes) => this.tell(bytes),
      signal: this.#options.signal,
    };
  }
}

/** Fills what no run has with zeros. */
async function* filled(pieces: AsyncIterable<PagePiece>): AsyncGenerator<AnyPiece> {
  for await (const piece of pieces)
    yield piece.source.kind === "absent" ? { ...piece, source: { kind: "zeros" } } : piece;
}
