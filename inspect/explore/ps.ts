import { formatCoreImageName } from "criu-images/images/core";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import type { Explorer } from "./explorer.ts";
import type { Folder } from "./folder.ts";
import { inTreeOrder, type Node } from "./order.ts";
import { decodeTaskCore } from "./task-core.ts";
import { onlyEntry, readTasks, STATES } from "./tasks.ts";

/** A process of the tree. */
export interface PsTask {
  pid: number;
  ppid: number;
  pgid: number;
  sid: number;
  /** Distance from the root of the tree. */
  depth: number;
  /** Absent if the core image does not have it. */
  comm?: string;
  /** State; a number if it has no name. */
  state?: "alive" | "zombie" | "stopped" | number;
  /** Ids of all threads, including the first; none for a zombie. */
  threads: number[];
}

/** View of the process tree: parents come before their children. */
export const ps: Explorer<PsTask[]> = { collect, print };

async function collect(folder: Folder): Promise<PsTask[]> {
  const tasks: PsTask[] = [];
  for (const [{ pid, ppid, pgid, sid, threads }, depth] of sorted(folder, await readTasks(folder))) {
    const { comm, task_state } = await onlyEntry(folder, formatCoreImageName(pid), decodeTaskCore);
    const task = { pid, ppid, pgid, sid, depth, threads };
    tasks.push({
      ...task,
      ...(comm !== undefined && { comm }),
      ...(task_state !== undefined && { state: STATES[task_state] ?? task_state }),
    });
  }
  return tasks;
}

/** @throws {Error} if some processes are their own ancestors */
function sorted({ source }: Folder, tasks: readonly PstreeEntry[]): Node<PstreeEntry>[] {
  const ordered = inTreeOrder(
    tasks,
    ({ pid }) => pid,
    ({ ppid }) => ppid,
  );
  if (ordered.length === tasks.length) return ordered;
  throw new Error(`${source.where("pstree.img")}: some processes are their own ancestors`);
}

function* print(tasks: PsTask[]): Generator<string> {
  yield row("PID", "PGID", "SID", "COMM");
  for (const { pid, pgid, sid, depth, comm = "?" } of tasks)
    yield row(pid, pgid, sid, `${"    ".repeat(depth)}${comm}`);
}

function row(pid: number | string, pgid: number | string, sid: number | string, comm: string): string {
  return `${[pid, pgid, sid].map((id) => `${id}`.padStart(7)).join("")}   ${comm}`;
}
