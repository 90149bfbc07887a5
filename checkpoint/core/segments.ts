import type { Piece, Source } from "../memory/address-space.ts";
import type { Area } from "../memory/areas.ts";
import type { Memory } from "../memory/memory.ts";
import { CoreError } from "./error.ts";

/** A segment of memory in a core, PT_LOAD. */
export interface Segment {
  readonly start: bigint;
  /** First address after the segment. */
  readonly end: bigint;
  /** First address without bytes in the file. Those from here on are zeros, or those of a mapped file. */
  readonly held: bigint;
  /** PROT_*, as in `vma_entry.prot`. */
  readonly prot: number;
}

/** Memory that the segments lack, in bytes by the reason. */
export type Missing = Partial<Record<"lazy" | "no-parent" | "lost", bigint>>;

/** Longest run of zeros that has bytes in the file, which are a hole there. */
const GAP = 1n << 20n;

/**
 * Computes the segments of a process: one for each area, or several.
 *
 * - A long run of zeros has no bytes in the file: it is the end of a segment, and the next one begins after it. An area
 *   of terabytes costs nothing.
 * - Pages of a file that is not in the checkpoint are segments without bytes, as the kernel writes them: a debugger reads
 *   the file. The same holds for memory that the kernel provides.
 * - Pages that the checkpoint lacks, although they had content, have no segment, so that a debugger does not show zeros.
 *
 * @throws {CoreError} `bad-areas` if an area does not consist of pages
 */
export async function segmentsOf(memory: Memory): Promise<{ segments: Segment[]; missing: Missing }> {
  const segments: Segment[] = [];
  const missing: Missing = {};
  for (const area of memory.areas) {
    refuseParts(area, memory.pageSize);
    const builder = new Builder(area.entry.prot, segments);
    for await (const piece of memory.pieces(area.start, area.end)) {
      const kind = KINDS[piece.source.kind];
      if (kind === "missing") count(missing, piece);
      builder.add(piece, kind);
    }
    builder.close();
  }
  return { segments, missing };
}

/** Part of a piece in a core: bytes, zeros, bytes that are elsewhere, or no part. */
type Kind = "bytes" | "zeros" | "elsewhere" | "missing";

const KINDS: Readonly<Record<Source["kind"], Kind>> = {
  pages: "bytes",
  zeros: "zeros",
  file: "elsewhere",
  "no-access": "elsewhere",
  unmapped: "missing",
  lazy: "missing",
  "no-parent": "missing",
  lost: "missing",
};

function refuseParts({ start, end }: Area, pageSize: number): void {
  const mask = BigInt(pageSize - 1);
  if (((start | end) & mask) === 0n) return;
  throw new CoreError(
    "bad-areas",
    `the area at 0x${start.toString(16)} does not consist of pages of ${pageSize} bytes`,
  );
}

function count(missing: Missing, { start, end, source: { kind } }: Piece): void {
  if (kind !== "lazy" && kind !== "no-parent" && kind !== "lost") return;
  missing[kind] = (missing[kind] ?? 0n) + (end - start);
}

/** Builds the segments of an area from its pieces, which ascend without gaps. */
class Builder {
  readonly #prot: number;
  readonly #segments: Segment[];
  #current: { start: bigint; end: bigint; held: bigint; isElsewhere: boolean } | undefined;

  constructor(prot: number, segments: Segment[]) {
    this.#prot = prot;
    this.#segments = segments;
  }

  add({ start, end }: Piece, kind: Kind): void {
    if (kind === "missing") {
      this.close();
      return;
    }
    const isElsewhere = kind === "elsewhere";
    const held = kind === "bytes" ? end : start;
    const before = this.#current;
    const isNear = before !== undefined && (kind !== "bytes" || start - before.held <= GAP);
    if (isNear && before.isElsewhere === isElsewhere) {
      before.end = end;
      if (kind === "bytes") before.held = end;
      return;
    }
    this.close();
    this.#current = { start, end, held, isElsewhere };
  }

  /** Ends the segment. */
  close(): void {
    if (this.#current === undefined) return;
    const { start, end, held, isElsewhere } = this.#current;
    const isShort = !isElsewhere && end - held <= GAP;
    this.#segments.push({ start, end, held: isShort ? end : held, prot: this.#prot });
    this.#current = undefined;
  }
}
