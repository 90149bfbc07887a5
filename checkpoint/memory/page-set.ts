import type { ImageName } from "criu-images/all";
import type { Bytes } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Blocks } from "../relations/blocks.ts";
import { BlockBytes, BlockCache } from "./block-bytes.ts";
import { indexAt } from "./ranges.ts";
import { type Run, type RunFormat, readRuns } from "./runs.ts";

/** Source of a piece of memory. */
export type PageSource =
  /** Bytes of a file of pages, `level` checkpoints up in the chain of parents. */
  | {
      readonly kind: "pages";
      /** The file; if the run is compressed, its unpacked bytes. */
      readonly bytes: Bytes;
      readonly file: string;
      /** Place of the piece in the bytes. */
      readonly offset: number;
      readonly level: number;
      /** Compression of the run, such as `lz4`. */
      readonly codec?: string;
    }
  /** No run has it. */
  | { readonly kind: "absent" }
  /** The page was left to be sent later. */
  | { readonly kind: "lazy" }
  /** It lies in a parent that is not here, and that the link `target` leads to. */
  | { readonly kind: "no-parent"; readonly target: string | undefined }
  /** The images name it, and lack it. */
  | { readonly kind: "lost"; readonly reason: string };

/** A piece of memory with one source. */
export interface PagePiece {
  readonly start: bigint;
  readonly end: bigint;
  readonly source: PageSource;
}

/** Pages of a process, or of a segment of shared memory, in a checkpoint and its parents. */
export class PageSet {
  readonly runs: readonly Run[];
  readonly #owner: Owner;
  readonly #file: string;
  readonly #bytes: Bytes | undefined;
  readonly #level: number;
  readonly #cache = new BlockCache();
  readonly #unpacked = new WeakMap<Run, BlockBytes>();
  #parent: Promise<PageSet | undefined> | undefined;

  private constructor(owner: Owner, runs: readonly Run[], file: string, bytes: Bytes | undefined, level: number) {
    this.#owner = owner;
    this.runs = runs;
    this.#file = file;
    this.#bytes = bytes;
    this.#level = level;
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
    if (extents === undefined || found === undefined) return undefined;
    const { runs, target } = await readRuns(checkpoint, found, extents, owner);
    const pages = target === undefined ? undefined : checkpoint.find(extents.of as ImageName, target);
    const bytes = pages && checkpoint.store.bytes(checkpoint.folder + pages.file);
    return new PageSet(owner, runs, pages?.file ?? `${extents.of} ${target}`, bytes, level);
  }

  /** Splits a range of addresses into pieces with one source each. */
  async *pieces(start: bigint, end: bigint): AsyncGenerator<PagePiece> {
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
    for await (const piece of parent.pieces(start, end)) {
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
