import { formatCoreImageName } from "criu-images/images/core";
import type { PstreeImage } from "criu-images/images/pstree";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import { type Decode, type Folder, noCheckpoint } from "./folder.ts";
import { decodePstree } from "./pstree.ts";
import { decodeTaskCore, type TaskCore } from "./task-core.ts";

/** A process that has ended, and whose parent has not asked for its exit code. */
interface Zombie {
  pid: number;
  state: "zombie";
  /** Status of wait(2): exit code << 8, or the number of the signal that killed it. */
  exit_code: number;
}

/** Data of an explorer about a process, or about a zombie. */
export type OfTask<T> = ({ pid: number } & T) | Zombie;

/** Values of `task_state`. CRIU writes 2 for a zombie; 6 is its internal value for one. */
export const STATES: Readonly<Record<number, "alive" | "zombie" | "stopped">> = {
  1: "alive",
  2: "zombie",
  3: "stopped",
  6: "zombie",
};

async function readPstree(folder: Folder): Promise<PstreeImage> {
  const pstree = await folder.read("pstree.img", decodePstree);
  if (pstree === undefined) throw await noCheckpoint(folder);
  return pstree;
}

/** Reads the processes, in the order of the image. */
export async function readTasks(folder: Folder): Promise<PstreeEntry[]> {
  return (await readPstree(folder)).entries;
}

/** Returns whether the machine that dumped was little-endian. */
export async function isLittleEndian(folder: Folder): Promise<boolean> {
  return (await readPstree(folder)).byteOrder !== "big";
}

/** Collects data about each process, except zombies: they have no image but their core. */
export async function ofEachTask<T>(
  folder: Folder,
  collect: (pid: number, core: TaskCore | undefined) => Promise<T>,
): Promise<OfTask<T>[]> {
  const tasks: OfTask<T>[] = [];
  for (const { pid } of await readTasks(folder)) {
    const core = (await folder.read(formatCoreImageName(pid), decodeTaskCore))?.entries[0];
    if (core?.task_state !== undefined && STATES[core.task_state] === "zombie") {
      tasks.push({ pid, state: "zombie", exit_code: core.exit_code ?? 0 });
    } else tasks.push({ pid, ...(await collect(pid, core)) });
  }
  return tasks;
}

/** Prints the id of each process and the lines about it. */
export function* printTasks<T extends object>(
  tasks: readonly OfTask<T>[],
  print: (task: T) => Iterable<string>,
): Generator<string> {
  for (const task of tasks) {
    yield `${task.pid}`;
    if (isZombie(task)) yield `\t(zombie, ${endOf(task.exit_code)})`;
    else yield* print(task);
  }
}

function isZombie<T extends object>(task: OfTask<T>): task is Zombie {
  return "state" in task && task.state === "zombie";
}

function endOf(code: number): string {
  return (code & 0x7f) === 0 ? `exited with ${(code >> 8) & 0xff}` : `killed by signal ${code & 0x7f}`;
}

/** Reads the single entry of an image. */
export async function onlyEntry<E>(folder: Folder, name: string, decode: Decode<{ entries: E[] }>): Promise<E> {
  const [entry] = (await folder.need(name, decode)).entries;
  if (entry === undefined) throw new Error(`${folder.source.where(name)}: it has no entry`);
  return entry;
}
