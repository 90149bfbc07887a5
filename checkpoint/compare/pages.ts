import type { Piece, Source } from "../memory/address-space.ts";
import { AheadFiles } from "../memory/ahead-file.ts";
import type { PagePiece, PageSource } from "../memory/page-source.ts";
import { areEqual } from "./bytes.ts";
import { pairedPieces } from "./page-pieces.ts";

/** A piece of memory as both kinds of address spaces have it: of a process, or of shared memory. */
export type AnyPiece = Piece | PagePiece;

/** Pages that differ, as runs in ascending order, and numbers of pages that cannot be compared. */
export interface PageFinder {
  readonly differ: (start: bigint, end: bigint) => void;
  readonly uncompared: (reason: string, start: bigint, end: bigint) => void;
  /** Is called with the number of bytes that were compared. */
  readonly compared: (bytes: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Number of bytes that are read at once. */
const CHUNK = 1 << 18;

/** Sources whose bytes the images lack. */
const UNREADABLE: ReadonlySet<string> = new Set(["lazy", "no-parent", "lost"]);

/** Compares the content of pages in large blocks, both checkpoints side by side. */
export class PageComparer {
  readonly #to: PageFinder;
  readonly #pageSize: number;
  readonly #filesA = new AheadFiles(CHUNK);
  readonly #filesB = new AheadFiles(CHUNK);
  readonly #zeros = new Uint8Array(CHUNK);

  constructor(to: PageFinder, pageSize: number) {
    this.#to = to;
    this.#pageSize = pageSize;
  }

  /** Compares the pieces of one range in both checkpoints, but for those that `skip` names. */
  async compare<P extends AnyPiece>(
    a: AsyncIterator<P>,
    b: AsyncIterator<P>,
    skip: (a: P, b: P) => boolean = () => false,
  ): Promise<void> {
    for await (const pair of pairedPieces(a, b)) {
      this.#to.signal?.throwIfAborted();
      if (skip(pair.a, pair.b)) continue;
      const { start, end } = pair;
      const [one, other] = [pair.a.source, pair.b.source];
      const unreadable = [one.kind, other.kind].find((kind) => UNREADABLE.has(kind));
      if (unreadable !== undefined) this.#to.uncompared(unreadable, start, end);
      else if (hasBytes(one) && hasBytes(other)) await this.#bytes(pair.a, pair.b, start, end);
      else if (isContent(one) && isContent(other) && one.kind !== other.kind) this.#to.differ(start, end);
    }
  }

  async #bytes(a: AnyPiece, b: AnyPiece, start: bigint, end: bigint): Promise<void> {
    if (a.source.kind !== "pages" && b.source.kind !== "pages") return;
    for (let at = start; at < end; ) {
      const size = Number(end - at > CHUNK ? CHUNK : end - at);
      const [one, other] = [await this.#read(this.#filesA, a, at, size), await this.#read(this.#filesB, b, at, size)];
      const length = whole(Math.min(one.length, other.length), this.#pageSize);
      if (length === 0) return this.#to.uncompared("lost", at, end);
      this.#block(one.subarray(0, length), other.subarray(0, length), at);
      this.#to.compared(length);
      this.#to.signal?.throwIfAborted();
      at += BigInt(length);
    }
  }

  async #read(files: AheadFiles, { start, source }: AnyPiece, at: bigint, size: number): Promise<Uint8Array> {
    if (source.kind !== "pages") return this.#zeros.subarray(0, size);
    const from = source.offset + Number(at - start);
    const file = files.of(source.bytes);
    if (!file.holds(from)) await file.load(from);
    const bytes = file.part(from, from + size);
    // A page at the end of what was read ahead is read again as a whole.
    if (bytes.length >= this.#pageSize || bytes.length === size) return bytes;
    return await source.bytes.read(from, from + size);
  }

  /** Compares a block as a whole, and page by page only if it differs. */
  #block(a: Uint8Array, b: Uint8Array, start: bigint): void {
    if (areEqual(a, b)) return;
    const size = this.#pageSize;
    for (let at = 0; at < a.length; at += size) {
      if (areEqual(a.subarray(at, at + size), b.subarray(at, at + size))) continue;
      const page = start + BigInt(at);
      this.#to.differ(page, page + BigInt(size));
    }
  }
}

type AnySource = Source | PageSource;

/** Tells whether the bytes of a source are known: stored, or zeros. */
function hasBytes({ kind }: AnySource): boolean {
  return kind === "pages" || kind === "zeros";
}

/** Tells whether a process can read a source; areas tell all others. */
function isContent({ kind }: AnySource): boolean {
  return hasBytes({ kind } as AnySource) || kind === "file" || kind === "absent";
}

function whole(length: number, unit: number): number {
  return length - (length % unit);
}
