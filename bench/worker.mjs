// Runs one contender at one workload, in a process of its own: worker.mjs CONTENDER WORKLOAD IMAGES. Executes lines of
// standard input: `wall TASK` prints the elapsed time in nanoseconds, `cpu TASK` the processor time, and `prove TASK
// FILE` writes the result of the task. A task's name has hyphens for spaces.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { pack, unpack, WORKLOADS } from "./workloads.mjs";

const CLOCKS = {
  wall: () => performance.now() * 1e6,
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1e3;
  },
};

const [name, workload, file] = process.argv.slice(2);
const { default: contender } = await import(`./contenders/${name}.mjs`);
const tasks = await contender(unpack(readFileSync(file)), WORKLOADS[workload]);

for await (const line of createInterface({ input: process.stdin })) {
  const [what, task, out] = line.split(" ");
  const { run, prove } = tasks[task.replace("-", " ")];
  if (what === "prove") {
    writeFileSync(out, pack(prove(run()).map((result) => Buffer.from(result))));
    console.log(0);
    continue;
  }
  // Garbage of earlier runs must not count for this run.
  globalThis.gc();
  const clock = CLOCKS[what];
  const start = clock();
  const result = run();
  console.log(clock() - start);
  // Uses the result after the measurement, because an engine may skip work without a visible result.
  if (result.length === 0) throw new Error("there is no result");
}
