// Starts the processes that try the mutants, and restarts them if a mutant never ends or ends the process.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { linesOf } from "./notes.mjs";

/** Longest time between two results in milliseconds; loading all tests takes about ten seconds. */
const PATIENCE = 45_000;

/** Tries each Nth mutant that a test reaches; returns its id, its status and the test that failed. */
export async function tryMutants(folder, notes, oneIn) {
  // The first run has no mutant: a failure is a failure of the tests themselves.
  await start(folder, { MUTANTS: notes }, "inherit").ended;
  if (!existsSync(join(notes, "reached.json"))) throw new Error("the tests do not pass without a mutant");
  const shares = availableParallelism();
  const rests = Array.from({ length: shares }, (_, share) => share * oneIn);
  const files = rests.map((rest) => join(notes, `results-${rest}.jsonl`));
  await Promise.all(files.map((file, i) => untilDone(folder, notes, `${rests[i]}/${shares * oneIn}`, file)));
  return files.flatMap(linesOf).filter(({ status }) => !["begun", "again", "done"].includes(status));
}

async function untilDone(folder, notes, share, file) {
  for (let before = 0, lines = []; lines.at(-1)?.status !== "done"; before = lines.length) {
    writeFileSync(file, "", { flag: "a" });
    utimesSync(file, new Date(), new Date());
    const run = start(folder, { MUTANTS: notes, SHARE: share });
    const watch = setInterval(() => hangs(file) && run.stop(), 1000);
    await run.ended;
    clearInterval(watch);
    lines = linesOf(file);
    if (lines.length === before) throw new Error("no mutant could be tried");
    const { id, status } = lines.at(-1);
    // The mutant never ended, or it ended the process.
    if (status === "begun") {
      appendFileSync(file, `${JSON.stringify({ id, status: "killed", by: "an abnormal end of its run" })}\n`);
    }
  }
}

const hangs = (file) => Date.now() - statSync(file).mtimeMs > PATIENCE;

/** Running processes, each with its children. */
const running = new Set();

function stop(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The process has already ended.
  }
}

process.once("exit", () => running.forEach(stop));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(2));

function start(folder, env, stdio = "ignore") {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "scripts/mutants/vitest.config.mjs"];
  const options = { cwd: folder, env: { ...process.env, ...env }, stdio, detached: true };
  const child = spawn(process.execPath, args, options);
  const { pid } = child;
  running.add(pid);
  return {
    stop: () => stop(pid),
    ended: new Promise((resolve) => {
      child.once("exit", () => {
        running.delete(pid);
        resolve();
      });
    }),
  };
}
