// Starts the runs that try the mutants, and starts them again where a mutant never ends, or takes the process with it.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** A run in which no test ends for so many milliseconds hangs: to load them all takes some ten seconds. */
const PATIENCE = 45_000;

/** What became of the mutants that tests reach: id, status, and the test that failed. */
export async function tryMutants(folder, notes) {
  await start(folder, { MUTANTS: notes }).ended;
  if (!existsSync(join(notes, "reached.json"))) throw new Error("the tests do not pass without a mutant");
  const shares = availableParallelism();
  const files = Array.from({ length: shares }, (_, share) => join(notes, `results-${share}.jsonl`));
  await Promise.all(files.map((file, share) => untilDone(folder, notes, `${share}/${shares}`, file)));
  return files.flatMap(linesOf).filter(({ status }) => status !== "begun" && status !== "done");
}

async function untilDone(folder, notes, share, file) {
  for (;;) {
    appendFileSync(file, "");
    utimesSync(file, new Date(), new Date());
    const run = start(folder, { MUTANTS: notes, SHARE: share });
    const watch = setInterval(() => hangs(file) && run.stop(), 1000);
    await run.ended;
    clearInterval(watch);
    const last = linesOf(file).at(-1);
    if (last?.status === "done") return;
    if (last === undefined) throw new Error("no mutant could be tried");
    // It never ended, or the process did.
    if (last.status === "begun")
      appendFileSync(file, `${JSON.stringify({ id: last.id, status: "killed", by: "a run that did not end well" })}\n`);
  }
}

const hangs = (file) => Date.now() - statSync(file).mtimeMs > PATIENCE;

function linesOf(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

function start(folder, env) {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "scripts/mutants/vitest.config.mjs"];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: "ignore",
    detached: true,
  });
  return {
    ended: new Promise((resolve) => child.once("exit", resolve)),
    stop: () => process.kill(-child.pid, "SIGKILL"),
  };
}
