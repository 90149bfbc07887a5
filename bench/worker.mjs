// One contender at one workload, in a process of its own: worker.mjs CONTENDER WORKLOAD IMAGES. It does what the lines
// that it reads say: `wall TASK` is answered with how long that took, in nanoseconds, `cpu TASK` with how long processors
// worked for it, and `prove TASK FILE` writes what came of it. Spaces in a task's name are hyphens.
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
  // What earlier runs left behind is not this one's.
  globalThis.gc();
  const clock = CLOCKS[what];
  const start = clock();
  const result = run();
  console.log(clock() - start);
  // Kept until the time is taken: an engine may leave out what nobody looks at.
  if (result.length === 0) throw new Error("there is no result");
}
