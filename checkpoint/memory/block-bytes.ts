import type { Bytes } from "../bytes/bytes.ts";
import type { Blocks } from "../relations/blocks.ts";
import { codecOf } from "./codecs.ts";
import { MemoryError } from "./error.ts";

/** Number of blocks between two places of the index. */
const STRIDE = 64;

/** Number of unpacked bytes that are kept, in bytes: some blocks, at least one. */
const KEPT = 8 * 2 ** 20;

/** A run whose bytes are stored in blocks. */
export interface StoredRun {
  readonly blocks: Blocks;
  /** First address, for errors. */
  readonly start: bigint;
  /** Number of unpacked bytes. */
  readonly size: number;
  /** Offset of its first block in the file of pages. */
  readonly offset: number;
  /** Number of bytes in a page. */
  readonly pageSize: number;
}

/** Blocks that were unpacked last, by their offset in the file of pages. */
export class BlockCache {
  readonly #blocks = new Map<number, Uint8Array>();
  #size = 0;

  get(offset: number): Uint8Array | undefined {
    const found = this.#blocks.get(offset);
    if (found === undefined) return undefined;
    // The block that was used last stands at the end.
    this.#blocks.delete(offset);
    this.#blocks.set(offset, found);
    return found;
  }

  keep(offset: number, bytes: Uint8Array): void {
    this.#blocks.set(offset, bytes);
    this.#size += bytes.length;
    for (const [oldest, { length }] of this.#blocks) {
      if (this.#size <= KEPT || this.#blocks.size === 1) break;
      this.#blocks.delete(oldest);
      this.#size -= length;
    }
  }
}

/** Unpacked bytes of a run. Blocks are unpacked when they are read. */
export class BlockBytes implements Bytes {
  readonly size: number;
  readonly #run: StoredRun;
  readonly #file: Bytes;
  readonly #cache: BlockCache;
  /** Number of unpacked bytes in each block but the last. */
  readonly #block: number;
  /** Offset in the file of every 64th block. */
  readonly #index: number[] = [];

  constructor(run: StoredRun, file: Bytes, cache: BlockCache) {
    this.size = run.size;
    this.#run = run;
    this.#file = file;
    this.#cache = cache;
    this.#block = run.blocks.units * run.pageSize;
    let at = run.offset;
    run.blocks.sizes.forEach((_, block) => {
      if (block % STRIDE === 0) this.#index.push(at);
      at += this.#stored(block);
    });
  }

  /** @throws {MemoryError} `lost` if the blocks are truncated or damaged */
  async read(from: number, to: number): Promise<Uint8Array> {
    const end = Math.min(to, this.size);
    if (from >= end) return new Uint8Array();
    const first = Math.floor(from / this.#block);
    const last = Math.floor((end - 1) / this.#block);
    if (first === last) {
      const block = await this.#unpacked(first, (offset, size) => this.#file.read(offset, offset + size));
      return block.subarray(from - first * this.#block, end - first * this.#block);
    }
    return this.#readSeveral(from, end, first, last);
  }

  /** Reads the blocks together: they follow each other in the file. */
  async #readSeveral(from: number, end: number, first: number, last: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - from);
    const start = this.#offsetOf(first);
    const stored = await this.#file.read(start, this.#offsetOf(last) + this.#stored(last));
    let offset = start;
    for (let block = first; block <= last; block++) {
      const at = offset - start;
      const unpacked = await this.#unpacked(block, async (_, size) => stored.subarray(at, at + size), offset);
      const begin = block * this.#block;
      bytes.set(unpacked.subarray(Math.max(0, from - begin), end - begin), Math.max(0, begin - from));
      offset += this.#stored(block);
    }
    return bytes;
  }

  async #unpacked(
    block: number,
    read: (offset: number, size: number) => Promise<Uint8Array>,
    offset: number = this.#offsetOf(block),
  ): Promise<Uint8Array> {
    const { blocks, start } = this.#run;
    const stored = blocks.sizes[block] ?? 0;
    const size = Math.min(this.#block, this.size - block * this.#block);
    if (stored === 0) return new Uint8Array(size);
    const known = this.#cache.get(offset);
    if (known !== undefined) return known;
    const bytes = await read(offset, stored);
    const address = start + BigInt(block * this.#block);
    if (bytes.length < stored) throw new MemoryError("lost", "the file of pages ends within a block", address);
    if (stored === size) return bytes;
    const unpacked = codecOf(blocks.codec)(bytes, size);
    if (unpacked === undefined) throw new MemoryError("lost", `a block of ${stored} bytes is damaged`, address);
    this.#cache.keep(offset, unpacked);
    return unpacked;
  }

  /** Returns the number of bytes that a block takes in the file. */
  #stored(block: number): number {
    const { blocks, pageSize } = this.#run;
    const size = blocks.sizes[block] ?? 0;
    return blocks.isPadded ? Math.ceil(size / pageSize) * pageSize : size;
  }

  #offsetOf(block: number): number {
    let at = this.#index[Math.floor(block / STRIDE)] ?? 0;
    for (let i = block - (block % STRIDE); i < block; i++) at += this.#stored(i);
    return at;
  }
}
