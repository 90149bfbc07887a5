import type { Opened } from "../../engine/opened.ts";

/** A process of the tree. */
export interface ProcessLine {
  readonly pid: number;
  readonly ppid: number;
  readonly threads: number;
  /** Name; absent if its image cannot be read. */
  readonly comm?: string;
  readonly state?: string;
  /** Depth in the tree; 0 for a root. */
  readonly depth: number;
}

/** Processes, each after its parent. */
export interface ProcessTree {
  readonly processes: readonly ProcessLine[];
  /** Reason for which there is no list, or a part of one. */
  readonly problem?: string;
}

/** Reads the process tree; as far as that is possible if images are broken. */
export async function processTree({ checkpoint }: Opened): Promise<ProcessTree> {
  let problem: string | undefined;
  const tolerate = (error: Error): void => {
    problem ??= error.message;
  };
  try {
    const tree = await checkpoint.read("PSTREE", undefined, { tolerate });
    const found = (tree?.entries ?? []).map(({ pid, ppid, threads }) => ({ pid, ppid, threads: threads.length }));
    const processes: ProcessLine[] = [];
    for (const line of inTreeOrder(found)) processes.push({ ...line, ...(await taskOf(checkpoint, line.pid)) });
    return { processes, ...(problem !== undefined && { problem }) };
  } catch (error) {
    return { processes: [], problem: (error as Error).message };
  }
}

async function taskOf(checkpoint: Opened["checkpoint"], pid: number): Promise<Pick<ProcessLine, "comm" | "state">> {
  try {
    const task = (await checkpoint.read("CORE", pid))?.entries[0]?.tc;
    if (task === undefined) return {};
    const state = STATES[task.task_state];
    return { comm: task.comm, ...(state !== undefined && { state }) };
  } catch {
    return {};
  }
}

/** TASK_* of CRIU. */
const STATES: Readonly<Record<number, string>> = { 1: "alive", 2: "dead", 3: "stopped", 6: "zombie" };

type Found = Omit<ProcessLine, "depth">;

/** Sorts processes so that each comes after its parent. One whose parent is not there, or is below it, is a root. */
export function inTreeOrder(processes: readonly Found[]): (Found & { readonly depth: number })[] {
  const children = new Map<number, Found[]>();
  const pids = new Set(processes.map(({ pid }) => pid));
  for (const one of processes) {
    const above = pids.has(one.ppid) && one.ppid !== one.pid ? one.ppid : 0;
    const known = children.get(above);
    if (known === undefined) children.set(above, [one]);
    else known.push(one);
  }
  const sorted: (Found & { readonly depth: number })[] = [];
  const seen = new Set<Found>();
  const add = (tops: readonly Found[]): void => {
    const waiting = tops.map((one) => ({ one, depth: 0 })).reverse();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { one, depth } = next;
      if (seen.has(one)) continue;
      seen.add(one);
      sorted.push({ ...one, depth });
      waiting.push(...(children.get(one.pid) ?? []).map((child) => ({ one: child, depth: depth + 1 })).reverse());
    }
  };
  add(children.get(0) ?? []);
  // The rest is in circles, which only a damaged image has.
  for (const one of processes) add([one]);
  return sorted;
}
