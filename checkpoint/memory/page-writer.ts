import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import { type BytesPart, joinedBytes } from "../bytes/joined-bytes.ts";

/** Bits of `pagemap_entry.flags`; the last one is in CRIU's development branch alone. */
export const FLAGS = { PARENT: 1, LAZY: 2, PRESENT: 4, ALIGNED: 8 } as const;

/** Encoding of entries, which differs between releases. */
interface Style {
  /** Whether entries have flags: since v3.5. */
  readonly hasFlags: boolean;
  /** Whether the number of pages is in `compat_nr_pages`: up to v4.1. */
  readonly isCompat: boolean;
}

/** Writes runs of pages in the order of their addresses, and the file with their bytes. */
export class PageWriter {
  readonly entries: PagemapEntry[] = [];
  readonly #style: Style;
  readonly #pageSize: number;
  readonly #parts: BytesPart[] = [];
  #size = 0;
  /** Last entry, and its end, if pages can be added to it. */
  #open: { readonly entry: PagemapEntry; readonly end: bigint } | undefined;

  /** @param entries entries whose encoding new ones get */
  constructor(entries: readonly PagemapEntry[], pageSize: number) {
    this.#style = {
      hasFlags: entries.length === 0 || entries.some(({ flags }) => flags !== undefined),
      isCompat: entries.length > 0 && entries.every(({ nr_pages }) => nr_pages === undefined),
    };
    this.#pageSize = pageSize;
  }

  /** The file of pages. */
  get file(): Bytes {
    return joinedBytes(this.#parts);
  }

  /**
   * Adds an entry as it is.
   *
   * @param stored its bytes in the file of pages, if it has some
   */
  keep(entry: PagemapEntry, stored?: BytesPart): void {
    if (stored !== undefined && ((entry.flags ?? 0) & FLAGS.ALIGNED) !== 0) this.#pad();
    this.entries.push(entry);
    if (stored !== undefined) this.#add(stored);
    this.#open = undefined;
  }

  /** Adds a part of a run whose bytes are elsewhere. */
  keepPart(entry: PagemapEntry, start: bigint, end: bigint): void {
    this.keep({ ...entry, vaddr: start, ...this.#countOf(start, end) });
  }

  /**
   * Adds pages with their bytes.
   *
   * @param lazy flag PE_LAZY, or 0
   */
  add(start: bigint, end: bigint, stored: BytesPart, lazy: number): void {
    const open = this.#open;
    if (open?.end === start && ((open.entry.flags ?? 0) & FLAGS.LAZY) === lazy) {
      this.entries.pop();
      this.#push({ ...open.entry, ...this.#countOf(open.entry.vaddr, end) }, end);
    } else {
      // Only after blocks do bytes begin within a page of the file.
      const aligned = this.#size % this.#pageSize === 0 ? 0 : FLAGS.ALIGNED;
      this.#pad();
      const flags = this.#style.hasFlags ? { flags: FLAGS.PRESENT | lazy | aligned } : {};
      this.#push({ vaddr: start, ...this.#countOf(start, end), ...flags }, end);
    }
    this.#add(stored);
  }

  /** Adds pages that are sent later. */
  addLazy(start: bigint, end: bigint): void {
    this.keep({ vaddr: start, ...this.#countOf(start, end), flags: FLAGS.LAZY });
  }

  #push(entry: PagemapEntry, end: bigint): void {
    this.entries.push(entry);
    this.#open = { entry, end };
  }

  #countOf(start: bigint, end: bigint): Pick<PagemapEntry, "compat_nr_pages" | "nr_pages"> {
    const count = (end - start) / BigInt(this.#pageSize);
    return this.#style.isCompat ? { compat_nr_pages: Number(count) } : { compat_nr_pages: 0, nr_pages: count };
  }

  #pad(): void {
    const missing = (this.#pageSize - (this.#size % this.#pageSize)) % this.#pageSize;
    this.#add({ bytes: memoryBytes(new Uint8Array(missing)), from: 0, size: missing });
  }

  #add(part: BytesPart): void {
    if (part.size === 0) return;
    const last = this.#parts.at(-1);
    this.#size += part.size;
    if (last?.bytes === part.bytes && last.from + last.size === part.from)
      this.#parts[this.#parts.length - 1] = { ...last, size: last.size + part.size };
    else this.#parts.push(part);
  }
}
