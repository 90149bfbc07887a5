import { memoryBytes } from "../bytes/bytes.ts";
import type { PagePiece } from "./page-source.ts";

/** Content of edited pages, by their addresses. */
export class Edits {
  readonly #pageSize: number;
  readonly #pages = new Map<bigint, Uint8Array>();
  /** Addresses in ascending order, until one is added. */
  #sorted: readonly bigint[] | undefined;

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  /** Number of edited pages. */
  get size(): number {
    return this.#pages.size;
  }

  /** Addresses in ascending order. */
  get addresses(): readonly bigint[] {
    this.#sorted ??= [...this.#pages.keys()].sort((a, b) => (a < b ? -1 : 1));
    return this.#sorted;
  }

  get(address: bigint): Uint8Array | undefined {
    return this.#pages.get(address);
  }

  set(address: bigint, content: Uint8Array): void {
    if (!this.#pages.has(address)) this.#sorted = undefined;
    this.#pages.set(address, content);
  }

  /** Replaces edited pages in pieces of memory. */
  async *over(pieces: AsyncIterable<PagePiece>): AsyncGenerator<PagePiece> {
    const size = BigInt(this.#pageSize);
    for await (const piece of pieces) {
      let from = piece.start;
      for (let i = this.#firstAfter(from - size); from < piece.end; i++) {
        const page = this.addresses[i];
        const content = page === undefined ? undefined : this.#pages.get(page);
        if (page === undefined || content === undefined || page >= piece.end) break;
        const start = page > from ? page : from;
        const end = page + size < piece.end ? page + size : piece.end;
        if (from < start) yield part(piece, from, start);
        const source = { kind: "pages", file: "", offset: Number(start - page), level: 0 } as const;
        yield { start, end, source: { ...source, bytes: memoryBytes(content) } };
        from = end;
      }
      if (from < piece.end) yield part(piece, from, piece.end);
    }
  }

  /** Returns the index of the first address after another one. */
  #firstAfter(address: bigint): number {
    let [low, high] = [0, this.addresses.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.addresses[middle] ?? 0n) > address) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function part({ start: first, source }: PagePiece, start: bigint, end: bigint): PagePiece {
  if (source.kind !== "pages") return { start, end, source };
  return { start, end, source: { ...source, offset: source.offset + Number(start - first) } };
}
