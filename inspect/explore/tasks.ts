import { decodeCoreImage, formatCoreImageName } from "criu-images/images/core";
import type { PstreeImage } from "criu-images/images/pstree";
import type { CoreEntry } from "criu-images/messages/core-entry";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import { type Folder, noCheckpoint } from "./folder.ts";
import { decodePstree } from "./pstree.ts";

/** A process that has ended: nothing is left of it but what its parent may ask for. */
interface Zombie {
  pid: number;
  state: "zombie";
  /** As wait(2) reports it: exit status << 8, or the number of the signal that killed it. */
  exit_code: number;
}

/** What an explorer tells of a process, or that it is a zombie. */
export type OfTask<T> = ({ pid: number } & T) | Zombie;

/** `task_state` of a process; 2 is what CRIU writes of a zombie, 6 its own number for one. */
export const STATES: Readonly<Record<number, "alive" | "zombie" | "stopped">> = {
  1: "alive",
  2: "zombie",
  3: "stopped",
  6: "zombie",
};

function readPstree(folder: Folder): PstreeImage {
  const pstree = folder.read("pstree.img", decodePstree);
  if (pstree === undefined) throw noCheckpoint(folder);
  return pstree;
}

/** The processes, in the order of the image. */
export function readTasks(folder: Folder): PstreeEntry[] {
  return readPstree(folder).entries;
}

/** Whether the machine that dumped was little-endian. */
export function isLittleEndian(folder: Folder): boolean {
  return readPstree(folder).byteOrder !== "big";
}

/** What `collect` tells of each process; zombies, which have no images but their core, are left out of it. */
export function ofEachTask<T>(folder: Folder, collect: (pid: number, core: CoreEntry | undefined) => T): OfTask<T>[] {
  return readTasks(folder).map(({ pid }) => {
    const core = folder.read(formatCoreImageName(pid), decodeCoreImage)?.entries[0];
    if (core?.tc !== undefined && STATES[core.tc.task_state] === "zombie") {
      return { pid, state: "zombie", exit_code: core.tc.exit_code };
    }
    return { pid, ...collect(pid, core) };
  });
}

/** Prints each process's id and the lines about it. */
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

/** The one entry of an image that has but one. */
export function onlyEntry<E>(folder: Folder, name: string, decode: (bytes: Uint8Array) => { entries: E[] }): E {
  const [entry] = folder.need(name, decode).entries;
  if (entry === undefined) throw new Error(`${folder.path}/${name}: no entry in it`);
  return entry;
}
