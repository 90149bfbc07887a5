import { commandLine } from "criu-checkpoint";
import type { Explorer } from "./explorer.ts";
import type { Folder } from "./folder.ts";
import { textsOf } from "./memory.ts";
import { type PsTask, ps } from "./ps.ts";

/** A process with its command line. */
export interface TreeTask extends PsTask {
  /** Arguments, the program first; absent for a zombie, and if the pages are missing. */
  cmdline?: string[];
}

/** View of the process tree with command lines. */
export const tree: Explorer<TreeTask[]> = { collect, print };

async function collect(folder: Folder): Promise<TreeTask[]> {
  const tasks: TreeTask[] = [];
  for (const task of await ps.collect(folder, true)) {
    const { texts } = task.state === "zombie" ? { texts: [] } : await textsOf(folder, task.pid, commandLine);
    tasks.push(texts.length === 0 ? task : { ...task, cmdline: texts });
  }
  return tasks;
}

function* print(tasks: TreeTask[]): Generator<string> {
  const branches = branchesOf(tasks.map(({ depth }) => depth));
  for (const [i, task] of tasks.entries()) yield `${branches[i]}${task.pid} ${textOf(task)}`;
}

function textOf({ cmdline, comm = "?", state, threads }: TreeTask): string {
  const command = cmdline === undefined ? `[${comm}]` : cmdline.join(" ");
  const notes = [
    ...(threads.length > 1 ? [`${threads.length} threads`] : []),
    ...(state === "alive" || state === undefined ? [] : [`${state}`]),
  ];
  return notes.length === 0 ? command : `${command} (${notes.join(", ")})`;
}

/** Deepest level that is drawn: a chain of processes can be long, and each level would make each line longer. */
const DEEPEST = 32;

/** Draws the branches of a tree whose nodes are listed depth first. */
export function branchesOf(depths: readonly number[]): string[] {
  // Levels with a later node of the same parent; found from the end.
  const open: boolean[] = [];
  const drawn = depths.toReversed().map((depth) => {
    const stems = Array.from({ length: Math.min(depth, DEEPEST) - 1 }, (_, i) => (open[i + 1] ? "│  " : "   "));
    const corner = depth > DEEPEST ? `… ${depth}: ` : open[depth] ? "├─ " : "└─ ";
    open.length = Math.min(open.length, depth + 1);
    open[depth] = true;
    return depth === 0 ? "" : `${stems.join("")}${corner}`;
  });
  return drawn.reverse();
}
