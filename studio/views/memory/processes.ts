import type { Opened } from "../../engine/opened.ts";
import { processTree } from "../overview/processes.ts";

/** A process with memory. */
export interface MemoryProcess {
  readonly pid: number;
  readonly comm?: string;
}

/** Lists the processes with memory: those of the tree, and others, because a pre-dump has memory and no tree. */
export async function memoryProcesses(opened: Opened): Promise<readonly MemoryProcess[]> {
  const { processes } = await opened.once(processTree);
  const names = new Map(processes.map(({ pid, comm }) => [pid, comm]));
  const pids = opened.checkpoint.images.flatMap(({ image, id }) => (image === "MM" && id !== undefined ? [id] : []));
  const order = new Map(processes.map(({ pid }, i) => [pid, i]));
  return pids
    .map(Number)
    .sort((a, b) => (order.get(a) ?? a + order.size) - (order.get(b) ?? b + order.size))
    .map((pid) => {
      const comm = names.get(pid);
      return { pid, ...(comm !== undefined && { comm }) };
    });
}
