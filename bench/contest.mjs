// Runs contenders against each other: all of them at the same workload, turn by turn.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PEERS, PYTHON } from "./peers.mjs";
import { pack, unpack, WORKLOADS } from "./workloads.mjs";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** How a contender is started. */
function commandOf(name, workload, images) {
  const { first = "-", entry } = WORKLOADS[workload];
  if (name === "protobuf-c") return [join(PEERS, "c/bench"), images, first, entry];
  if (name === "crit") return [PYTHON, file("contenders/crit.py"), images];
  const options = ["--expose-gc", "--max-old-space-size=8192"];
  const contender = name.startsWith("critgen") ? "critgen" : name;
  return [process.execPath, ...options, file("worker.mjs"), contender, workload, images];
}

/** A contender that waits to be asked. `before`: the other build of the package that `critgen, before` is. */
function start(name, workload, images, before) {
  const [command, ...args] = commandOf(name, workload, images);
  const env = { ...process.env, ...(name === "critgen, before" && { CRITGEN_PACKAGE: before }) };
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async ask(...words) {
      child.stdin.write(`${words.join(" ")}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended instead of: ${words.join(" ")}`);
      return Number(value);
    },
    stop: () => child.kill(),
  };
}

/** JSON in one form: tools differ in blanks, in the order of names and in what they put into quotes. */
function sameJson(text) {
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return String(value).replaceAll("\n", "");
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, plain(value[key])]),
    );
  };
  return JSON.stringify(plain(JSON.parse(text)));
}

/** A digest of what came of a task. */
async function proof(contender, task, folder) {
  const out = join(folder, "proof");
  await contender.ask("prove", task, out);
  const hash = createHash("sha256");
  for (const part of unpack(readFileSync(out))) hash.update(task === "to-JSON" ? sameJson(String(part)) : part);
  return hash.digest("hex");
}

/** Runs before those that count: so that engines know what is hot. */
const WARMING = 3;

/**
 * Measures `names` at a task: each result is how long an entry took, in nanoseconds, round by round.
 *
 * @returns {Promise<Map<string, number[]>>} by contender
 */
export async function contest(
  workload,
  task,
  names,
  { rounds, count = WORKLOADS[workload].count, before, clock = "wall" },
) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
  const images = join(folder, "images");
  writeFileSync(images, pack(WORKLOADS[workload].make(count)));
  const contenders = names.map((name) => start(name, workload, images, before));
  const word = task.replace(" ", "-");
  try {
    const proofs = new Map();
    for (const contender of contenders) proofs.set(contender.name, await proof(contender, word, folder));
    if (new Set(proofs.values()).size > 1)
      throw new Error(`${task}, ${workload}: not all did the same`, { cause: proofs });
    const times = new Map(names.map((name) => [name, []]));
    for (let round = -WARMING; round < rounds; round++) {
      for (const contender of contenders) {
        // crit needs no warming, and is slow.
        if (round < 0 && contender.name === "crit") continue;
        const ns = await contender.ask(clock, word);
        if (round >= 0) times.get(contender.name).push(ns / count);
      }
    }
    return times;
  } finally {
    for (const contender of contenders) contender.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
