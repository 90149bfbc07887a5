import type { MmEntry } from "criu-images/messages/mm-entry";
import { type Area, areasOf } from "./areas.ts";
import type { AuxEntry, AuxiliaryVector } from "./auxv.ts";
import { refusal } from "./error.ts";
import type { Objects } from "./objects.ts";
import type { PageSet } from "./page-set.ts";
import { kindOf, type PagePiece, type PageSource } from "./page-source.ts";
import type { Paths } from "./paths.ts";
import { indexAt } from "./ranges.ts";
import { Tally } from "./tally.ts";
import type { Words } from "./words.ts";

/** Source of a piece of memory: pages, or the reason why there are none. */
export type Source =
  | Exclude<PageSource, { readonly kind: "absent" }>
  /** Never written: zeros. */
  | { readonly kind: "zeros" }
  /** Bytes of a file that is not in the checkpoint. */
  | { readonly kind: "file"; readonly id: bigint; readonly offset: bigint }
  /** The kernel provides the bytes, or forbids access. */
  | { readonly kind: "no-access" }
  /** No area has the address. */
  | { readonly kind: "unmapped" };

/** A piece of memory with one source. */
export interface Piece {
  readonly start: bigint;
  readonly end: bigint;
  readonly source: Source;
  readonly area?: Area;
}

/** Areas of a process, and the sources of their bytes. */
export class AddressSpace {
  /** Areas in the order of their addresses. */
  readonly areas: readonly Area[];
  /** Number of bytes in a page. */
  readonly pageSize: number;
  /** Fields of the address space: bounds of code, heap, arguments and environment. */
  readonly bounds: Omit<MmEntry, "vmas">;
  /** Facts that the kernel gave the program when it started. */
  readonly auxv: readonly AuxEntry[];
  /** Size of a word and byte order of the program. */
  readonly words: Words;
  protected readonly own: PageSet | undefined;
  protected readonly objects: Objects;
  protected readonly paths: Paths;

  protected constructor(
    mm: MmEntry,
    pageSize: number,
    { entries, words }: AuxiliaryVector,
    pages: { readonly own: PageSet | undefined; readonly objects: Objects; readonly paths: Paths },
  ) {
    this.areas = areasOf(mm.vmas);
    this.pageSize = pageSize;
    this.bounds = mm;
    this.auxv = entries;
    this.words = words;
    this.own = pages.own;
    this.objects = pages.objects;
    this.paths = pages.paths;
  }

  /**
   * Returns the path of the object that the area of an address maps, as /proc/PID/maps has it: of a file, a memfd
   * (`/memfd:NAME (deleted)`), a System V segment (`/SYSV0000002a (deleted)`), or shared anonymous memory (`/dev/zero
   * (deleted)`). Returns `undefined` for other memory.
   */
  async path(address: bigint): Promise<string | undefined> {
    const area = this.areas[indexAt(this.areas, address)];
    if (area === undefined || area.start > address || area.object === undefined) return undefined;
    return await this.paths.of(area.object);
  }

  /** Splits a range of addresses into pieces with one source each. */
  async *pieces(start: bigint, end: bigint): AsyncGenerator<Piece> {
    for (let at = start; at < end; ) {
      const area = this.areas[indexAt(this.areas, at)];
      const next = area === undefined || area.start > end ? end : area.start;
      if (at < next) yield { start: at, end: next, source: { kind: "unmapped" } };
      at = at > next ? at : next;
      if (area === undefined || at >= end) return;
      const last = area.end < end ? area.end : end;
      yield* this.#inArea(area, at, last);
      at = last;
    }
  }

  async *#inArea(area: Area, start: bigint, end: bigint): AsyncGenerator<Piece> {
    if (area.content === "guard" || area.content === "kernel") {
      yield { start, end, source: { kind: "no-access" }, area };
      return;
    }
    for await (const { source, ...range } of this.#ownPieces(start, end)) {
      if (source.kind !== "absent") yield { ...range, source, area };
      else if (area.object === undefined) yield { ...range, source: { kind: "zeros" }, area };
      else yield* this.#inObject(area, area.object, range);
    }
  }

  /** Reads pages of the mapped object, whose addresses count from its start. */
  async *#inObject(
    area: Area,
    { id }: NonNullable<Area["object"]>,
    { start, end }: Omit<PagePiece, "source">,
  ): AsyncGenerator<Piece> {
    const set = await this.pagesOf(area);
    const shift = area.start - area.offset;
    if (set === undefined) {
      yield { start, end, source: { kind: "file", id, offset: start - shift }, area };
      return;
    }
    for await (const piece of set.pieces(start - shift, end - shift)) {
      const source: Source = piece.source.kind === "absent" ? { kind: "zeros" } : piece.source;
      yield { start: piece.start + shift, end: piece.end + shift, source, area };
    }
  }

  /**
   * Counts the bytes of a range by their sources: `here`, in a `parent`, and the kinds of `Source`. Areas that map the
   * same pages are counted without visiting each of these again.
   */
  async tally(start: bigint, end: bigint): Promise<Tally> {
    const tally = new Tally();
    for (let at = start; at < end; ) {
      const area = this.areas[indexAt(this.areas, at)];
      const next = area === undefined || area.start > end ? end : area.start;
      if (at < next) tally.add("unmapped", next - at);
      at = at > next ? at : next;
      if (area === undefined || at >= end) break;
      const last = area.end < end ? area.end : end;
      await this.#count(tally, area, at, last);
      at = last;
    }
    return tally;
  }

  async #count(tally: Tally, area: Area, start: bigint, end: bigint): Promise<void> {
    if (area.content === "guard" || area.content === "kernel") return tally.add("no-access", end - start);
    const { object } = area;
    const set = await this.pagesOf(area);
    const shift = area.start - area.offset;
    for await (const piece of this.#ownPieces(start, end)) {
      const size = piece.end - piece.start;
      const { source } = piece;
      if (source.kind !== "absent") tally.add(kindOf(source), size, source.kind === "pages" ? source.codec : undefined);
      else if (object === undefined) tally.add("zeros", size);
      else if (set === undefined) tally.add("file", size);
      else tally.addAll(await set.tallyOfObject(piece.start - shift, piece.end - shift));
    }
  }

  /** Returns the pages of the shared memory that an area maps; `undefined` if there are none, or it maps a file. */
  async pagesOf({ object }: Area): Promise<PageSet | undefined> {
    return object && (await this.objects.pages(object.space, object.id));
  }

  #ownPieces(start: bigint, end: bigint): AsyncIterable<PagePiece> | PagePiece[] {
    return this.own?.pieces(start, end) ?? [{ start, end, source: { kind: "absent" } }];
  }

  /**
   * Reads bytes across pages, runs and areas.
   *
   * @param length at most 1 GiB
   * @throws {MemoryError} if one of the bytes cannot be read
   */
  async read(address: bigint, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for await (const { start, end, source } of this.pieces(address, address + BigInt(length))) {
      if (source.kind === "zeros") continue;
      if (source.kind !== "pages") throw refusal(start, source);
      const size = Number(end - start);
      bytes.set(await source.bytes.read(source.offset, source.offset + size), Number(start - address));
    }
    return bytes;
  }
}
