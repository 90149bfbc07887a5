import type { Memory } from "criu-checkpoint";
import type { VmaEntry } from "criu-images/messages/vma-entry";
import { STATUS } from "./area-status.ts";
import { GROWSDOWN, isFile, readMemory } from "./areas.ts";
import type { Explorer } from "./explorer.ts";
import { type FileRef, type OpenFiles, openFiles, showFile } from "./files.ts";
import type { Folder } from "./folder.ts";
import { hex } from "./hex.ts";
import { memoryOf, type PageCounts, pagesOf } from "./memory.ts";
import { type OfTask, ofEachTask, printTasks } from "./tasks.ts";

/** Memory of a process. */
export interface TaskMems {
  exe: FileRef;
  mems: MemArea[];
}

/** An area of memory; its numbers of pages are only in JSON. */
export interface MemArea extends Partial<PageCounts> {
  start: string;
  /** First address after the area. */
  end: string;
  /** Protection, such as `r-x`. */
  prot: string;
  /** Type of the area; absent for ordinary private memory. `growsdown` may be a stack. */
  kind?: "sysvipc" | "shared" | "packet" | "file" | "stack" | "vsyscall" | "vdso" | "growsdown";
  /** Number of the segment or socket, counted from 1 in order of appearance; the same in all processes. */
  segment?: number;
  /** `shmid` of the segment or socket. */
  shmid?: string;
  file?: FileRef;
  /** Offset in the file, in bytes; absent for 0. */
  pgoff?: string;
  /** Whether writing changes the file. */
  shared?: true;
  /** Whether the kernel provides the area, so that CRIU does not dump it. */
  special?: true;
}

/** View of the executable and the areas of memory of each process. */
export const mems: Explorer<OfTask<TaskMems>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

function collect(folder: Folder, isText: boolean): Promise<OfTask<TaskMems>[]> {
  const files = openFiles(folder);
  const segments = new Map<bigint, number>();
  let beside: Memory | undefined;
  return ofEachTask(folder, async (pid) => {
    const { exe_file_id, vmas } = await readMemory(folder, pid);
    const memory = isText ? undefined : await memoryOf(folder, pid, beside);
    beside ??= memory;
    const mems: MemArea[] = [];
    for (const vma of vmas) {
      const counts = memory && pagesOf(await memory.tally(vma.start, vma.end), memory.pageSize);
      mems.push({ ...(await areaOf(vma, files, segments)), ...counts });
    }
    return { exe: await files.path(exe_file_id), mems };
  });
}

async function areaOf(vma: VmaEntry, files: OpenFiles, segments: Map<bigint, number>): Promise<MemArea> {
  const { start, end, prot, status } = vma;
  const area = { start: hex(start), end: hex(end), prot: letters(prot), ...(await kindOf(vma, files, segments)) };
  return (status & STATUS.REGULAR) === 0 ? { ...area, special: true } : area;
}

function letters(prot: number): string {
  return ["r", "w", "x"].map((letter, bit) => ((prot & (1 << bit)) === 0 ? "-" : letter)).join("");
}

type Kind = Omit<MemArea, "start" | "end" | "prot">;

/** Returns the type of an area. It can have several of the bits: their order of precedence is crit's. */
async function kindOf(vma: VmaEntry, files: OpenFiles, segments: Map<bigint, number>): Promise<Kind> {
  const has = (bit: number): boolean => (vma.status & bit) !== 0;
  if (has(STATUS.SYSVIPC)) return { kind: "sysvipc", ...segmentOf(vma, segments) };
  if (has(STATUS.ANON_SHARED)) return { kind: "shared", ...segmentOf(vma, segments) };
  if (has(STATUS.SOCKET)) return { kind: "packet", ...segmentOf(vma, segments) };
  if (isFile(vma)) return fileOf(vma, files);
  if (has(STATUS.STACK)) return { kind: "stack" };
  if (has(STATUS.VSYSCALL)) return { kind: "vsyscall" };
  if (has(STATUS.VDSO)) return { kind: "vdso" };
  return (vma.flags & GROWSDOWN) === 0 ? {} : { kind: "growsdown" };
}

function segmentOf({ shmid }: VmaEntry, segments: Map<bigint, number>): Kind {
  const segment = segments.get(shmid) ?? segments.size + 1;
  segments.set(shmid, segment);
  return { segment, shmid: hex(shmid) };
}

async function fileOf(vma: VmaEntry, files: OpenFiles): Promise<Kind> {
  const kind: Kind = { kind: "file", file: await files.path(Number(vma.shmid)) };
  if (vma.pgoff !== 0n) kind.pgoff = hex(vma.pgoff);
  if ((vma.status & STATUS.FILE_SHARED) !== 0) kind.shared = true;
  return kind;
}

function* print({ exe, mems }: TaskMems): Generator<string> {
  yield `\t${"exe".padEnd(36)}    ${showFile(exe)}`;
  for (const area of mems) {
    const range = `${address(area.start)}-${address(area.end)}`;
    yield `\t${range.padEnd(36)}${area.prot}${show(area)}`;
  }
}

/** Formats an address with at least eight digits, as crit does. */
export function address(text: string): string {
  return text.slice(2).padStart(8, "0");
}

/** Names that crit has for types other than files. */
const NAMES = { sysvipc: "ips", shared: "shmem", packet: "packet", growsdown: "stack?" } as const;

function show({ kind, segment, file, pgoff, shared, special }: MemArea): string {
  const last = special ? " *" : "";
  if (file !== undefined) return ` ${showFile(file)}${pgoff ? ` + ${pgoff}` : ""}${shared ? " (s)" : ""}${last}`;
  if (kind === undefined || kind === "file") return last;
  const name = kind in NAMES ? NAMES[kind as keyof typeof NAMES] : kind;
  return segment === undefined ? ` [${name}]${last}` : ` ${name}[${segment.toString(16)}]${last}`;
}
