import { formatName } from "criu-images";
import type { AnyImage, ImageName } from "criu-images/all";
import type { PagemapImage } from "criu-images/images/pagemap";
import type { Bytes } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Blocks } from "../relations/blocks.ts";
import type { Format } from "../relations/format.ts";
import type { Id } from "../relations/message.ts";
import { BlockBytes, BlockCache } from "./block-bytes.ts";
import { Edits } from "./edits.ts";
import { MemoryError } from "./error.ts";
import { oldImageOf, readOldRuns } from "./old-runs.ts";
import { kindOf, type PagePiece, type PageSource } from "./page-source.ts";
import { indexAt } from "./ranges.ts";
import { rewrite } from "./rewrite.ts";
import { type Run, type RunFormat, readRuns } from "./runs.ts";
import { Tallies } from "./tallies.ts";
import { Tally } from "./tally.ts";

/** Pages of a process, or of a segment of shared memory, in a checkpoint and its parents. */
export class PageSet {
  readonly runs: readonly Run[];
  readonly edits: Edits;
  readonly #owner: Owner;
  readonly #file: string;
  readonly #bytes: Bytes | undefined;
  readonly #level: number;
  readonly #tallies: Tallies<Run>;
  readonly #cache = new BlockCache();
  readonly #unpacked = new WeakMap<Run, BlockBytes>();
  #parent: Promise<PageSet | undefined> | undefined;

  private constructor(owner: Owner, runs: readonly Run[], file: string, bytes: Bytes | undefined, level: number) {
    this.#owner = owner;
    this.edits = new Edits(owner.pageSize);
    this.runs = runs;
    this.#file = file;
    this.#bytes = bytes;
    this.#level = level;
    this.#tallies = new Tallies<Run>({ runs, count: (...part) => this.#count(...part) });
  }

  /**
   * Reads the runs of pages that an image describes; their bytes are read on demand.
   *
   * @param level number of checkpoints below this one in the chain
   * @returns `undefined` if the checkpoint has no such image
   * @throws {MemoryError} `bad-runs`, `bad-form`
   * @throws {ImageError} if the image is not valid
   */
  static async open(owner: Owner, level = 0): Promise<PageSet | undefined> {
    const { checkpoint, image, id, format } = owner;
    const extents = format.extents[image];
    const found = checkpoint.find(image as ImageName, id);
    if (extents === undefined) return undefined;
    if (found === undefined) return await PageSet.#openOld(owner, level);
    const { runs, target } = await readRuns(checkpoint, found, extents, owner);
    const pages = target === undefined ? undefined : checkpoint.find(extents.of as ImageName, target);
    const bytes = pages && checkpoint.bytesOf(pages);
    return new PageSet(owner, runs, pages?.file ?? nameOf(format, extents.of, target), bytes, level);
  }

  /** Opens the pages of an image up to v0.4, which has the addresses of pages beside them. */
  static async #openOld(owner: Owner, level: number): Promise<PageSet | undefined> {
    const { checkpoint, image, id, pageSize } = owner;
    const old = await oldImageOf(checkpoint, image, id);
    if (old === undefined) return undefined;
    return new PageSet(owner, await readOldRuns(checkpoint, old, pageSize), old.file, checkpoint.bytesOf(old), level);
  }

  /** Counts the bytes of a range by their sources; those without a run are `absent`. */
  async tally(start: bigint, end: bigint): Promise<Tally> {
    if (this.edits.size === 0) return await this.#tallies.of(start, end);
    const tally = new Tally();
    for await (const { source, ...piece } of this.pieces(start, end))
      tally.add(kindOf(source), piece.end - piece.start, source.kind === "pages" ? source.codec : undefined);
    return tally;
  }

  /** Counts the bytes of an object, whose pages without a run are zeros. */
  async tallyOfObject(start: bigint, end: bigint): Promise<Tally> {
    const tally = await this.tally(start, end);
    const absent = tally.kinds.get("absent") ?? 0n;
    tally.add("absent", -absent);
    tally.add("zeros", absent);
    return tally;
  }

  /** The file of pages, if it is here. */
  get bytes(): Bytes | undefined {
    return this.#bytes;
  }

  /** Number of bytes in a page. */
  get pageSize(): number {
    return this.#owner.pageSize;
  }

  /**
   * Rewrites its image and its file of pages, with edited pages.
   *
   * @param isFlat whether pages of parents are copied
   * @throws {MemoryError} if a page of a parent cannot be read; `bad-form` if the pages have no image of their own
   */
  async changes(isFlat = false): Promise<ReadonlyMap<string, AnyImage | Bytes>> {
    const { checkpoint, image, id } = this.#owner;
    const found = checkpoint.find(image as ImageName, id);
    if (found === undefined) throw new MemoryError("bad-form", `${this.#file}: pages up to v0.4 cannot be changed`);
    const decoded = (await checkpoint.decode(found)) as PagemapImage;
    const { entries, file } = await rewrite(this, decoded.entries, isFlat);
    return new Map<string, AnyImage | Bytes>([
      [found.file, { ...decoded, entries }],
      [this.#file, file],
    ]);
  }

  /** Number in the name of its image. */
  get id(): number | bigint {
    return this.#owner.id;
  }

  async #count(tally: Tally, run: Run, start: bigint, end: bigint): Promise<void> {
    this.#parent ??= run.place === "parent" ? this.#openParent() : undefined;
    const parent = run.place === "parent" ? await this.#parent : undefined;
    if (parent === undefined) {
      const source = run.place === "parent" ? this.#withoutParent() : this.#sourceOf(run, start, end);
      tally.add(kindOf(source), end - start, source.kind === "pages" ? source.codec : undefined);
      return;
    }
    const inner = await parent.tally(start, end);
    const absent = inner.kinds.get("absent") ?? 0n;
    inner.add("absent", -absent);
    tally.addAll(inner);
    tally.add("lost", absent);
  }

  /** Splits a range of addresses into pieces with one source each, with edited pages. */
  pieces(start: bigint, end: bigint): AsyncGenerator<PagePiece> {
    const stored = this.stored(start, end);
    return this.edits.size === 0 ? stored : this.edits.over(stored);
  }

  /** Splits a range into pieces as the images have them. */
  async *stored(start: bigint, end: bigint): AsyncGenerator<PagePiece> {
    let at = start;
    for (let i = indexAt(this.runs, start); at < end; i++) {
      const run = this.runs[i];
      const next = run === undefined || run.start > end ? end : run.start;
      if (at < next) yield { start: at, end: next, source: { kind: "absent" } };
      at = at > next ? at : next;
      if (run === undefined || at >= end) continue;
      const last = run.end < end ? run.end : end;
      if (run.place === "parent") yield* this.#inParent(at, last);
      else yield { start: at, end: last, source: this.#sourceOf(run, at, last) };
      at = last;
    }
  }

  #sourceOf(run: Run, from: bigint, to: bigint): PageSource {
    const { place, start, offset, blocks } = run;
    if (place !== "here") return { kind: "lazy" };
    if (this.#bytes === undefined) return { kind: "lost", reason: `${this.#file} is missing` };
    const skipped = Number(from - start);
    const pages = { kind: "pages", file: this.#file, level: this.#level } as const;
    if (blocks !== undefined)
      return { ...pages, bytes: this.#unpack(run, this.#bytes, blocks), offset: skipped, codec: blocks.codec };
    if (offset + skipped + Number(to - from) > this.#bytes.size)
      return { kind: "lost", reason: `${this.#file} ends before it` };
    return { ...pages, bytes: this.#bytes, offset: offset + skipped };
  }

  #unpack(run: Run, bytes: Bytes, blocks: Blocks): BlockBytes {
    const { start, end, offset } = run;
    const stored = { blocks, start, size: Number(end - start), offset, pageSize: this.#owner.pageSize };
    const unpacked = this.#unpacked.get(run) ?? new BlockBytes(stored, bytes, this.#cache);
    this.#unpacked.set(run, unpacked);
    return unpacked;
  }

  /** A page that no run of the parent has is lost: the parent must have all pages that a run claims. */
  async *#inParent(start: bigint, end: bigint): AsyncGenerator<PagePiece> {
    this.#parent ??= this.#openParent();
    const parent = await this.#parent;
    if (parent === undefined) {
      yield { start, end, source: this.#withoutParent() };
      return;
    }
    for await (const piece of parent.stored(start, end)) {
      const isLost = piece.source.kind === "absent";
      yield isLost ? { ...piece, source: { kind: "lost", reason: "its parent does not have it" } } : piece;
    }
  }

  #withoutParent(): PageSource {
    const { parent, missingParent } = this.#owner.checkpoint;
    if (parent === undefined) return { kind: "no-parent", target: missingParent };
    return { kind: "lost", reason: "its parent has no such pages" };
  }

  async #openParent(): Promise<PageSet | undefined> {
    const checkpoint = this.#owner.checkpoint.parent;
    return checkpoint && (await PageSet.open({ ...this.#owner, checkpoint }, this.#level + 1));
  }
}

/** Image that describes the pages. */
export interface Owner extends RunFormat {
  readonly checkpoint: Checkpoint;
  readonly image: string;
  readonly id: number | bigint;
}

/** Returns the name of a file of pages that is missing. */
function nameOf({ layouts }: Format, image: string, id: Id | undefined): string {
  const layout = layouts.find((one) => one.image === image);
  return layout === undefined || id === undefined ? `${image} ${id}` : formatName(layout, id);
}
