import { environment } from "criu-checkpoint";
import type { Explorer } from "./explorer.ts";
import type { Folder } from "./folder.ts";
import { textsOf } from "./memory.ts";
import { type OfTask, ofEachTask, printTasks } from "./tasks.ts";

/** Environment of a process, or the reason why it cannot be read. */
export type TaskEnv = { env: string[] } | { problem: string };

/** View of the environment of each process, as it was when its program started. */
export const env: Explorer<OfTask<TaskEnv>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

function collect(folder: Folder): Promise<OfTask<TaskEnv>[]> {
  return ofEachTask(folder, async (pid) => {
    const { texts, problem } = await textsOf(folder, pid, environment);
    return problem === undefined ? { env: texts } : { problem };
  });
}

function* print(task: TaskEnv): Generator<string> {
  if ("problem" in task) yield `\t(${task.problem})`;
  else for (const line of task.env) yield `\t${line}`;
}
