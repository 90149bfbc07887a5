import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import { storedSize } from "../relations/blocks.ts";
import type { Edits } from "./edits.ts";
import { MemoryError, refusal } from "./error.ts";
import type { PagePiece } from "./page-source.ts";
import { FLAGS, PageWriter } from "./page-writer.ts";
import type { Run } from "./runs.ts";

/** Runs as they are rewritten, and their file of pages. */
export interface Rewritten {
  readonly entries: PagemapEntry[];
  readonly file: Bytes;
}

/** Pages that can be rewritten. */
export interface Rewritable {
  readonly runs: readonly Run[];
  readonly edits: Edits;
  /** Number of bytes in a page. */
  readonly pageSize: number;
  /** The file of pages, if it is here. */
  readonly bytes: Bytes | undefined;
  /** Splits a range into pieces as the images have them. */
  stored(start: bigint, end: bigint): AsyncIterable<PagePiece>;
}

/**
 * Rewrites the runs of a set with its edited pages. A compressed run with an edited page is stored as it is.
 *
 * @param entries entries of the set's image, one for each run
 * @param isFlat whether pages of parents are copied
 * @throws {MemoryError} if a page of a parent cannot be read
 */
export async function rewrite(set: Rewritable, entries: readonly PagemapEntry[], isFlat: boolean): Promise<Rewritten> {
  const rewriter = new Rewriter(set, entries, isFlat);
  for (const [i, run] of set.runs.entries()) await rewriter.add(run, entries[i] ?? { vaddr: 0n, compat_nr_pages: 0 });
  rewriter.finish();
  const { entries: rewritten, file } = rewriter.writer;
  return { entries: rewritten, file };
}

class Rewriter {
  readonly writer: PageWriter;
  readonly #set: Rewritable;
  readonly #isFlat: boolean;
  /** Addresses of edited pages, ascending, and the index of the next one. */
  readonly #edited: readonly bigint[];
  #next = 0;

  constructor(set: Rewritable, entries: readonly PagemapEntry[], isFlat: boolean) {
    this.writer = new PageWriter(entries, set.pageSize);
    this.#set = set;
    this.#isFlat = isFlat;
    this.#edited = set.edits.addresses;
  }

  async add(run: Run, entry: PagemapEntry): Promise<void> {
    const { start, end, place } = run;
    this.#addEdited(start, 0);
    const isEdited = (this.#edited[this.#next] ?? end) < end;
    if (!isEdited && !(this.#isFlat && place === "parent")) return this.writer.keep(entry, this.#storedOf(run));
    const lazy = (entry.flags ?? 0) & FLAGS.LAZY;
    for (let at = start; at < end; ) {
      const next = this.#edited[this.#next] ?? end;
      const last = next < end ? next : end;
      if (at < last) await this.#addRest(run, entry, at, last);
      at = this.#addEdited(end, lazy, last);
    }
  }

  finish(): void {
    this.#addEdited(undefined, 0);
  }

  /** Adds edited pages before an address; returns the end of those that follow `from` without a gap. */
  #addEdited(before: bigint | undefined, lazy: number, from?: bigint): bigint {
    const size = this.#set.pageSize;
    let end = from ?? 0n;
    for (let at = this.#edited[this.#next]; at !== undefined; at = this.#edited[this.#next]) {
      if ((before !== undefined && at >= before) || (from !== undefined && at !== end)) break;
      const bytes = this.#set.edits.get(at) ?? new Uint8Array(size);
      end = at + BigInt(size);
      this.writer.add(at, end, { bytes: memoryBytes(bytes), from: 0, size }, lazy);
      this.#next++;
    }
    return end;
  }

  /** Adds a part of a run without edited pages. */
  async #addRest({ place }: Run, entry: PagemapEntry, start: bigint, end: bigint): Promise<void> {
    if (place === "none" || (place === "parent" && !this.#isFlat)) return this.writer.keepPart(entry, start, end);
    for await (const piece of this.#set.stored(start, end)) {
      const { source } = piece;
      const size = Number(piece.end - piece.start);
      if (source.kind === "pages") {
        const part = { bytes: source.bytes, from: source.offset, size };
        this.writer.add(piece.start, piece.end, part, (entry.flags ?? 0) & FLAGS.LAZY);
      } else if (source.kind === "lazy") this.writer.addLazy(piece.start, piece.end);
      else if (source.kind !== "absent") throw refusal(piece.start, source);
    }
  }

  #storedOf(run: Run): { bytes: Bytes; from: number; size: number } | undefined {
    if (run.place !== "here") return undefined;
    const { bytes, pageSize } = this.#set;
    const size = run.blocks === undefined ? Number(run.end - run.start) : storedSize(run.blocks, pageSize);
    if (bytes === undefined || run.offset + size > bytes.size)
      throw new MemoryError("lost", "the file of pages lacks the bytes of a run", run.start);
    return { bytes, from: run.offset, size };
  }
}
