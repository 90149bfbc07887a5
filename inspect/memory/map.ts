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
  /** Number of pages of compressed runs, by the compression. */
  compressed?: Readonly<Record<string, bigint>>;
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
      ...(await countsOf(memory, area)),
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

async function countsOf(memory: Memory, { start, end }: Area): Promise<Pick<MappedArea, "pages" | "compressed">> {
  const pages: PageCounts = {};
  const compressed: Record<string, bigint> = {};
  for await (const { start: from, end: to, source } of memory.pieces(start, end)) {
    const kind = kindOf(source);
    const count = (to - from) / BigInt(memory.pageSize);
    pages[kind] = (pages[kind] ?? 0n) + count;
    const codec = source.kind === "pages" ? source.codec : undefined;
    if (codec !== undefined) compressed[codec] = (compressed[codec] ?? 0n) + count;
  }
  return { pages, ...(Object.keys(compressed).length > 0 && { compressed }) };
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
