import { decodeCoreImage, formatCoreImageName } from "criu-images/images/core";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import type { Explorer } from "./explorer.ts";
import type { Folder } from "./folder.ts";
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

function collect(folder: Folder): PsTask[] {
  return inTreeOrder(folder, readTasks(folder)).map(([{ pid, ppid, pgid, sid, threads }, depth]) => {
    const { tc } = onlyEntry(folder, formatCoreImageName(pid), decodeCoreImage);
    const task = { pid, ppid, pgid, sid, depth, threads };
    return tc === undefined ? task : { ...task, comm: tc.comm, state: STATES[tc.task_state] ?? tc.task_state };
  });
}

/** Returns each process with its depth. A stack is used instead of recursion, because a chain of forks can be long. */
function inTreeOrder(folder: Folder, tasks: readonly PstreeEntry[]): [PstreeEntry, depth: number][] {
  const pids = new Set(tasks.map(({ pid }) => pid));
  const children = new Map<number, PstreeEntry[]>();
  for (const task of tasks) {
    const siblings = children.get(task.ppid);
    if (siblings === undefined) children.set(task.ppid, [task]);
    else siblings.push(task);
  }
  // The root's parent is 0; children of a missing parent are shown as roots, too.
  const left = tasks.filter(({ ppid }) => !pids.has(ppid)).map((task): [PstreeEntry, number] => [task, 0]);
  left.reverse();
  const ordered: [PstreeEntry, number][] = [];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [{ pid }, depth] = next;
    ordered.push(next);
    const kids = children.get(pid) ?? [];
    children.delete(pid);
    for (const kid of kids.toReversed()) left.push([kid, depth + 1]);
  }
  if (ordered.length === tasks.length) return ordered;
  throw new Error(`${folder.path}/pstree.img: some processes are their own ancestors`);
}

function* print(tasks: PsTask[]): Generator<string> {
  yield row("PID", "PGID", "SID", "COMM");
  for (const { pid, pgid, sid, depth, comm = "?" } of tasks)
    yield row(pid, pgid, sid, `${"    ".repeat(depth)}${comm}`);
}

function row(pid: number | string, pgid: number | string, sid: number | string, comm: string): string {
  return `${[pid, pgid, sid].map((id) => `${id}`.padStart(7)).join("")}   ${comm}`;
}
