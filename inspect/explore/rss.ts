import { decodePagemapImage, formatPagemapImageName } from "criu-images/images/pagemap";
import type { PagemapEntry } from "criu-images/messages/pagemap-entry";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import { isFile, readMemory } from "./areas.ts";
import type { Explorer } from "./explorer.ts";
import { type FileRef, type OpenFiles, openFiles, showFile } from "./files.ts";
import type { Folder } from "./folder.ts";
import { address } from "./mems.ts";
import { type OfTask, ofEachTask, printTasks } from "./tasks.ts";
import { hex } from "./text.ts";

/** The pages of a process that are in the checkpoint. */
export interface TaskRss {
  rss: PageRun[];
}

/** Pages in a row. */
export interface PageRun {
  vaddr: string;
  nr_pages: bigint;
  /** The pages are in the parent's images. */
  in_parent?: true;
  /** The areas that they lie in. */
  vmas: RunArea[];
}

export interface RunArea {
  start: string;
  nr_pages: bigint;
  file?: FileRef;
}

/** The dumped pages of each process, and the areas that they lie in. */
export const rss: Explorer<OfTask<TaskRss>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

const PAGE_BITS = 12n;

/** PE_PARENT of `pagemap_entry.flags`. */
const IN_PARENT = 1;

function collect(folder: Folder): OfTask<TaskRss>[] {
  const files = openFiles(folder);
  return ofEachTask(folder, (pid) => {
    const { vmas } = readMemory(folder, pid);
    const { entries } = folder.need(formatPagemapImageName(pid), decodePagemapImage);
    return { rss: runsOf(entries, vmas, files) };
  });
}

/**
 * Both lists ascend: the areas before the pages at hand are never looked at again. Only guard areas stand behind all
 * others, and no pages lie in them.
 */
function runsOf(entries: readonly PagemapEntry[], vmas: readonly VmaEntry[], files: OpenFiles): PageRun[] {
  const areas = vmas.map((vma) => areaOf(vma, files));
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

/** The index of the first area from `from` on that fits; past the last one where none does. */
function indexFrom(vmas: readonly VmaEntry[], from: number, fits: (vma: VmaEntry) => boolean): number {
  let i = from;
  for (let vma = vmas[i]; vma !== undefined && !fits(vma); vma = vmas[i]) i++;
  return i;
}

/** v4.2 made the number of pages one of 64 bits, in a field of its own. */
function pagesOf({ nr_pages, compat_nr_pages }: PagemapEntry): bigint {
  return nr_pages ?? BigInt(compat_nr_pages);
}

function isInParent({ flags, in_parent }: PagemapEntry): boolean {
  return flags === undefined ? in_parent === true : (flags & IN_PARENT) !== 0;
}

function areaOf(vma: VmaEntry, files: OpenFiles): RunArea {
  const area = { start: hex(vma.start), nr_pages: (vma.end - vma.start) >> PAGE_BITS };
  return isFile(vma) ? { ...area, file: files.path(Number(vma.shmid)) } : area;
}

/** As crit prints them: each area is followed by a line of blanks, an area that was just shown is `~`. */
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
