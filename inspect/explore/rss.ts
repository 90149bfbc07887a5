import { decodePagemapImage, formatPagemapImageName } from "criu-images/images/pagemap";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import { isFile, readMemory } from "./areas.ts";
import type { Explorer } from "./explorer.ts";
import { type FileRef, type OpenFiles, openFiles, showFile } from "./files.ts";
import type { Folder } from "./folder.ts";
import { hex } from "./hex.ts";
import { address } from "./mems.ts";
import { type OfTask, ofEachTask, printTasks } from "./tasks.ts";

/** Pages of a process in the checkpoint. */
export interface TaskRss {
  rss: PageRun[];
}

/** A run of pages. */
export interface PageRun {
  vaddr: string;
  nr_pages: bigint;
  /** Whether the pages are in the parent's images. */
  in_parent?: true;
  /** Areas with these pages. */
  vmas: RunArea[];
}

export interface RunArea {
  start: string;
  nr_pages: bigint;
  file?: FileRef;
}

/** View of the dumped pages of each process, and their areas. */
export const rss: Explorer<OfTask<TaskRss>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

const PAGE_BITS = 12n;

/** PE_PARENT of `pagemap_entry.flags`. */
const IN_PARENT = 1;

function collect(folder: Folder): Promise<OfTask<TaskRss>[]> {
  const files = openFiles(folder);
  return ofEachTask(folder, async (pid) => {
    const { vmas } = await readMemory(folder, pid);
    const { entries } = await folder.need(formatPagemapImageName(pid), decodePagemapImage);
    const areas: RunArea[] = [];
    for (const vma of vmas) areas.push(await areaOf(vma, files));
    return { rss: runsOf(entries, vmas, areas) };
  });
}

/**
 * Merges pages and areas. Both lists ascend, so that areas before the current pages are skipped for good. Only guard
 * areas are out of order, after all others, and they have no pages.
 */
function runsOf(entries: readonly PagemapEntry[], vmas: readonly VmaEntry[], areas: readonly RunArea[]): PageRun[] {
  let first = 0;
  return entries.map((entry) => {
    const nr_pages = pagesOf(entry);
    const end = entry.vaddr + (nr_pages << PAGE_BITS);
    first = indexFrom(vmas, first, (vma) => vma.end > entry.vaddr);
    const last = indexFrom(vmas, first, (vma) => vma.start >= end);
    const run = { vaddr: hex(entry.vaddr), nr_pages, vmas: areas.slice(first, last) };
    return isInParent(entry) ? { ...run, in_parent: true } : run;
  });
}

/** Returns the index of the first matching area from `from` on; the length of the list if there is none. */
function indexFrom(vmas: readonly VmaEntry[], from: number, fits: (vma: VmaEntry) => boolean): number {
  let i = from;
  for (let vma = vmas[i]; vma !== undefined && !fits(vma); vma = vmas[i]) i++;
  return i;
}

/** Returns the number of pages: since v4.2 it has 64 bits, in a field of its own. */
function pagesOf({ nr_pages, compat_nr_pages }: PagemapEntry): bigint {
  return nr_pages ?? BigInt(compat_nr_pages);
}

function isInParent({ flags, in_parent }: PagemapEntry): boolean {
  return flags === undefined ? in_parent === true : (flags & IN_PARENT) !== 0;
}

async function areaOf(vma: VmaEntry, files: OpenFiles): Promise<RunArea> {
  const area = { start: hex(vma.start), nr_pages: (vma.end - vma.start) >> PAGE_BITS };
  return isFile(vma) ? { ...area, file: await files.path(Number(vma.shmid)) } : area;
}

/** Prints pages as crit does: a line of blanks follows each area, and a repeated area is `~`. */
function* print({ rss }: TaskRss): Generator<string> {
  let shown: string | undefined;
  for (const { vaddr, nr_pages, vmas } of rss) {
    let line = `\t${vaddr.slice(2)} / ${`${nr_pages}`.padEnd(8)}`.padEnd(24);
    for (const { start, nr_pages, file } of vmas) {
      yield `${line}${start === shown ? " ~" : ` ${address(start)} / ${`${nr_pages}`.padEnd(8)}${file ? ` ${showFile(file)}` : ""}`}`;
      line = `\t${" ".repeat(23)}`;
      shown = start;
    }
    yield line;
  }
}
