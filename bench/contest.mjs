// Runs contenders against each other, in turns at the same workload.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PEERS, PYTHON } from "./peers/peers.mjs";
import { summary } from "./support.mjs";
import { pack, unpack, WORKLOADS } from "./workloads.mjs";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Returns the command that starts a contender. */
function commandOf(name, workload, images) {
  const { first = "-", entry } = WORKLOADS[workload];
  if (name === "protobuf-c") return [join(PEERS, "c/bench"), images, first, entry];
  if (name === "crit") return [PYTHON, file("contenders/crit.py"), images];
  const options = ["--expose-gc", "--max-old-space-size=8192"];
  const contender = name.startsWith("critgen") ? "critgen" : name;
  return [process.execPath, ...options, file("worker.mjs"), contender, workload, images];
}

/** Starts a contender that waits for tasks. `before` is the build of the package for `critgen, before`. */
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

/** Normalizes JSON: tools differ in whitespace, order of names and use of quotes. */
function sameJson(text) {
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return String(value).replaceAll("\n", "");
    const names = Object.keys(value).sort();
    return Object.fromEntries(names.map((name) => [name, plain(value[name])]));
  };
  return JSON.stringify(plain(JSON.parse(text)));
}

/** Peers that omit required fields of value 0, as proto3 does, so that their output is not a valid image. */
const LOSSY = ["ts-proto", "protobuf-ts"];

/** Returns the contender's name for a task. Peers decode instead of reading columns. */
function wordOf({ name }, task) {
  return task === "columns" && !name.startsWith("critgen") ? "decode" : task.replace(" ", "-");
}

/** Returns a digest of a task's result. */
function digestOf(parts, task) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(task === "to JSON" ? sameJson(String(part)) : part);
  return hash.digest("hex");
}

/** Checks that all contenders have the same result as the first. */
async function prove(contenders, task, folder) {
  const out = join(folder, "proof");
  let first;
  for (const contender of contenders.filter(({ name }) => !LOSSY.includes(name))) {
    await contender.ask("prove", wordOf(contender, task), out);
    const digest = digestOf(unpack(readFileSync(out)), task);
    first ??= digest;
    if (digest !== first) throw new Error(`${contender.name} did not do the same as ${contenders[0].name}: ${task}`);
  }
}

/** Duration of each contender's warm-up in milliseconds: JavaScript engines optimize hot code during it. */
const WARMING = 1500;

async function warm(contender, task) {
  const start = performance.now();
  do await contender.ask("wall", task);
  while (performance.now() - start < WARMING);
}

/** Least duration of a turn in milliseconds. */
const TURN = 100;

/**
 * Turns of each contender in a round. The speed of a machine changes within seconds, so that only turns next to each
 * other can be compared.
 */
export const TURNS = 3;

/**
 * Runs a contender's turn. The first run does not count, because other contenders have replaced its data in the caches.
 */
async function turn(contender, clock, task, count) {
  if (contender.name !== "crit") await contender.ask(clock, task);
  const times = [];
  const start = performance.now();
  do times.push((await contender.ask(clock, task)) / count);
  while (performance.now() - start < TURN);
  return summary(times).median;
}

/**
 * Measures `names` at a task: each result is the time per entry in nanoseconds, turn by turn, `TURNS` a round.
 *
 * @returns {Promise<Map<string, number[]>>} by contender
 */
export async function contest(
  workload,
  task,
  names,
  { rounds, clock, scale = 1, count = Math.round(scale * WORKLOADS[workload].count), before },
) {
  const images = WORKLOADS[workload].make(count);
  return await withFiles([images], async (folder, [file]) => {
    const contenders = names.map((name) => start(name, workload, file, before));
    try {
      await prove(contenders, task, folder);
      const entrants = contenders.map((contender) => ({ contender, count }));
      return new Map((await measure(entrants, task, rounds, clock)).map((each, i) => [names[i], each]));
    } finally {
      for (const contender of contenders) contender.stop();
    }
  });
}

/**
 * Measures critgen's time per entry in images of different numbers of entries, in turns. A task reads copies of a small
 * image, up to `entries` in total, so that the clock can resolve the time.
 *
 * @returns {Promise<number[][]>} for each of `counts`, in nanoseconds, turn by turn
 */
export async function sizes(workload, task, counts, { rounds, clock, entries }) {
  const copies = counts.map((count) => Math.max(1, Math.round(entries / count)));
  const images = counts.map((count, i) => {
    const made = WORKLOADS[workload].make(count);
    return Array.from({ length: copies[i] }, () => made).flat();
  });
  return await withFiles(images, async (_, files) => {
    const contenders = files.map((file) => start("critgen", workload, file));
    try {
      const entrants = contenders.map((contender, i) => ({ contender, count: counts[i] * copies[i] }));
      return await measure(entrants, task, rounds, clock);
    } finally {
      for (const contender of contenders) contender.stop();
    }
  });
}

/** Writes each list of images to a file, calls `run`, and removes the files. */
async function withFiles(lists, run) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
  try {
    const files = lists.map((images, i) => {
      const file = join(folder, `images-${i}`);
      writeFileSync(file, pack(images));
      return file;
    });
    return await run(folder, files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the median of each round's ratios of the times of two contenders. */
export function ratiosOf(times, others) {
  const ratios = times.map((time, turn) => time / others[turn]);
  return Array.from({ length: ratios.length / TURNS }, (_, round) => {
    return summary(ratios.slice(TURNS * round, TURNS * (round + 1))).median;
  });
}

/** Measures the time per entry of each entrant, in turns. */
async function measure(entrants, task, rounds, clock) {
  const times = entrants.map(() => []);
  // crit is slow, and needs no warm-up.
  for (const { contender } of entrants) if (contender.name !== "crit") await warm(contender, wordOf(contender, task));
  for (let taken = 0; taken < TURNS * rounds; taken++) {
    for (const [i, { contender, count }] of entrants.entries()) {
      times[i].push(await turn(contender, clock, wordOf(contender, task), count));
    }
  }
  return times;
}
