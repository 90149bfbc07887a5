import type { Area, Memory, Source } from "criu-checkpoint";
import type { OpenFiles } from "../explore/files.ts";
import { hex } from "../explore/text.ts";
import { nameOf } from "./names.ts";

/** An area of memory, and the sources of its pages. */
export interface MappedArea {
  start: string;
  /** First address after the area. */
  end: string;
  /** Protection and sharing, such as `r-xp`. */
  prot: string;
  /** Path of the file, or a name in brackets, such as `[heap]`. */
  name?: string;
  /** Offset in the file or segment, in bytes; absent for 0. */
  offset?: string;
  /** Number of pages by their source. */
  pages: PageCounts;
}

/** Number of pages by their source. */
type PageCounts = Partial<Record<PageKind, bigint>>;

/** Source of a page: this checkpoint, a parent, a file, zeros, a page server, or nothing. */
type PageKind = "here" | "parent" | "file" | "zeros" | "lazy" | "lost" | "no-access";

/** Maps the areas of a process, in the order of their addresses. */
export async function mapOf(memory: Memory, files: OpenFiles): Promise<MappedArea[]> {
  const rows: MappedArea[] = [];
  for (const area of memory.areas) {
    const name = await nameOf(area, memory, files);
    rows.push({
      start: hex(area.start),
      end: hex(area.end),
      prot: letters(area),
      ...(name === undefined ? {} : { name }),
      ...(area.offset === 0n || area.object === undefined ? {} : { offset: hex(area.offset) }),
      pages: await countsOf(memory, area),
    });
  }
  return rows;
}

/** MAP_SHARED of `vma_entry.flags`. */
const SHARED = 0x1;

function letters({ entry: { prot, flags } }: Area): string {
  const bits = ["r", "w", "x"].map((letter, bit) => ((prot & (1 << bit)) === 0 ? "-" : letter));
  return `${bits.join("")}${(flags & SHARED) === 0 ? "p" : "s"}`;
}

async function countsOf(memory: Memory, { start, end }: Area): Promise<PageCounts> {
  const counts: PageCounts = {};
  for await (const piece of memory.pieces(start, end)) {
    const kind = kindOf(piece.source);
    counts[kind] = (counts[kind] ?? 0n) + (piece.end - piece.start) / BigInt(memory.pageSize);
  }
  return counts;
}

/** Returns the kind of a source, for counting. */
function kindOf(source: Source): PageKind {
  switch (source.kind) {
    case "pages":
      return source.level === 0 ? "here" : "parent";
    case "no-parent":
      return "parent";
    case "unmapped":
      return "no-access";
    default:
      return source.kind;
  }
}
