import { parentPort, workerData } from "node:worker_threads";
import { type Input, perform, type Tasks } from "./tasks.ts";

/** A task for a thread of its own. */
export interface Work<Name extends keyof Tasks = keyof Tasks> {
  readonly name: Name;
  readonly input: Input<Name>;
}

const { name, input } = workerData as Work;
void perform(name, input).then((result) => parentPort?.postMessage(result));
