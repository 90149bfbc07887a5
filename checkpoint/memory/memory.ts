import type { AnyImage } from "criu-images/all";
import { type Bytes, joined } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { nameText } from "../open/tar/name.ts";
import { FORMAT, type Format } from "../relations/format.ts";
import { AddressSpace } from "./address-space.ts";
import { auxiliaryVector } from "./auxv.ts";
import { MemoryError, refusal } from "./error.ts";
import { Objects } from "./objects.ts";
import type { PageSet } from "./page-set.ts";
import { pageSizeByFile, pageSizeIn, USUAL } from "./page-size.ts";
import { Paths } from "./paths.ts";
import { indexAt } from "./ranges.ts";

/** A page with stored bytes. */
export interface MemoryPage {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** Number of checkpoints up in the chain of parents. */
  readonly level: number;
}

/** Number of bytes that are read at once. */
const AT_ONCE = 1 << 20;

/** Options of opening memory. */
export interface MemoryOptions {
  /** Images and relations, such as those of a fork; those of criu-images by default. */
  readonly format?: Format;
  /** Memory of another process of the checkpoint: what both map is read once. */
  readonly beside?: Memory;
}

/** Memory of a process. */
export class Memory extends AddressSpace {
  /** Opens the memory of a process, as `openMemory`. */
  static async open(checkpoint: Checkpoint, pid: number, options: MemoryOptions = {}): Promise<Memory> {
    const { format = FORMAT, beside } = options;
    const { entries: [found] = [], byteOrder } = (await checkpoint.read("MM", pid)) ?? {};
    if (found === undefined) throw new MemoryError("no-process", `process ${pid} has no memory in the checkpoint`);
    // Before v1.2, areas had an image of their own.
    const mm = found.vmas.length > 0 ? found : { ...found, vmas: (await checkpoint.read("VMAS", pid))?.entries ?? [] };
    const auxv = auxiliaryVector(mm.mm_saved_auxv, byteOrder !== "big");
    const pageSize = pageSizeIn(auxv.entries) ?? (await pageSizeByFile(checkpoint, pid, format)) ?? USUAL;
    const objects = beside === undefined ? new Objects(checkpoint, format, pageSize) : beside.objects;
    const paths = beside === undefined ? new Paths(checkpoint) : beside.paths;
    return new Memory(mm, pageSize, auxv, { own: await objects.pages("process", pid), objects, paths });
  }

  /**
   * Reads a text that ends with a zero byte. Bytes that are not UTF-8 become lone surrogates, as in images.
   *
   * @param longest number of bytes after which the text is cut
   * @throws {MemoryError} if one of its bytes cannot be read
   */
  async readString(address: bigint, longest: number = LONGEST): Promise<string> {
    const parts: Uint8Array[] = [];
    for (let at = address, left = longest; left > 0; ) {
      const size = Math.min(left, this.pageSize - Number(at % BigInt(this.pageSize)));
      const bytes = await this.read(at, size);
      const zero = bytes.indexOf(0);
      parts.push(zero < 0 ? bytes : bytes.subarray(0, zero));
      if (zero >= 0) break;
      at += BigInt(size);
      left -= size;
    }
    return nameText(joined(parts));
  }

  /** Reads the pages with stored bytes, one by one: those of this checkpoint and of its parents. */
  async *pages(start: bigint = 0n, end: bigint = this.areas.at(-1)?.end ?? 0n): AsyncGenerator<MemoryPage> {
    for await (const piece of this.pieces(start, end)) {
      const { source } = piece;
      if (source.kind !== "pages") continue;
      for (let at = piece.start; at < piece.end; at += BigInt(AT_ONCE)) {
        const size = Math.min(AT_ONCE, Number(piece.end - at));
        const from = source.offset + Number(at - piece.start);
        const bytes = await source.bytes.read(from, from + size);
        for (let page = 0; page < size; page += this.pageSize)
          yield { address: at + BigInt(page), bytes: bytes.subarray(page, page + this.pageSize), level: source.level };
      }
    }
  }

  /**
   * Changes bytes. The checkpoint stays as it is; `changes` has the edited pages. A page of a parent, or one that was
   * never written, becomes a page of this checkpoint; a page of shared memory is changed for all processes.
   *
   * @throws {MemoryError} if a byte cannot be changed: `lazy`, `no-parent`, `lost`, `no-access`, `unmapped`; `in-file`
   * unless whole pages of a private mapping are written. Nothing is changed then
   */
  async write(address: bigint, bytes: Uint8Array): Promise<void> {
    const size = BigInt(this.pageSize);
    const end = address + BigInt(bytes.length);
    const edited: (readonly [PageSet, bigint, Uint8Array])[] = [];
    for (let page = address - (address % size); page < end; page += size) {
      const [from, to] = [page > address ? page : address, page + size < end ? page + size : end];
      const [set, at] = await this.#writable(page, to - from === size);
      const content =
        to - from === size ? new Uint8Array(this.pageSize) : (await this.read(page, this.pageSize)).slice();
      content.set(bytes.subarray(Number(from - address), Number(to - address)), Number(from - page));
      edited.push([set, at, content]);
    }
    for (const [set, at, content] of edited) set.edits.set(at, content);
  }

  /** Finds the pages that a page belongs to, and its address there. */
  async #writable(page: bigint, isWhole: boolean): Promise<readonly [PageSet, bigint]> {
    const area = this.areas[indexAt(this.areas, page)];
    const end = page + BigInt(this.pageSize);
    for await (const { start, source } of this.pieces(page, end)) {
      const isPrivateFile = source.kind === "file" && isWhole && ((area?.entry.flags ?? 0) & SHARED) === 0;
      if (source.kind !== "pages" && source.kind !== "zeros" && !isPrivateFile) throw refusal(start, source);
    }
    const own = this.own;
    const object = area && (await this.pagesOf(area));
    if (object !== undefined && area !== undefined && (area.entry.flags & SHARED) !== 0)
      return [object, page - area.start + area.offset];
    if (own === undefined) throw new MemoryError("bad-form", "the process has no image of pages", page);
    return [own, page];
  }

  /**
   * Returns the images of edited pages, of this process and of those that were opened `beside` it: `saveCheckpoint`
   * takes them as `files`.
   *
   * @throws {MemoryError} `lost` if the file of pages is truncated
   * @throws {ImageError} if an image is not valid
   */
  async changes(): Promise<ReadonlyMap<string, AnyImage | Bytes>> {
    const changed = (await this.objects.opened()).filter(({ edits }) => edits.size > 0);
    return new Map((await Promise.all(changed.map((set) => set.changes()))).flatMap((files) => [...files]));
  }
}

/** MAP_SHARED of `vma_entry.flags`. */
const SHARED = 0x1;

/** Longest text by default, in bytes. */
const LONGEST = 1 << 16;

/**
 * Opens the memory of a process. Pages are read on demand.
 *
 * @throws {ImageError} if an image is not valid
 * @throws {MemoryError} `no-process`, `bad-areas`, `bad-runs`, `bad-form`
 */
export function openMemory(checkpoint: Checkpoint, pid: number, options?: MemoryOptions): Promise<Memory> {
  return Memory.open(checkpoint, pid, options);
}
