/*
 * Reads and searches the memory of a process of 1 GiB, beside `cat` and `grep` of its file of pages, and beside
 * `checkpointctl memparse` on an archive, in turns.
 *   npm run bench:search -- [--rounds 5] [--size 1] [--checkpointctl PATH] [--save] (after `npm run build`)
 * --size: GiB
 * checkpointctl: GOBIN=/tmp/bin go install github.com/checkpoint-restore/checkpointctl@v1.4.0
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PAGE, PID, START, writeImages } from "./dump.mjs";
import { machine, save, summary, table } from "./support.mjs";

const TEXT = "the needle of this haystack";
/** A text within one page: checkpointctl finds none that crosses pages. */
const NEAR = "the thread of this tapestry";
const EXPRESSION = "needle of [a-z]+ hay(stack|rick)";
const module = fileURLToPath(import.meta.url);
const CLI = fileURLToPath(new URL("../dist/main.cjs", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../test/fixtures/images/basic", import.meta.url));

/** Writes a checkpoint with one process: runs of 1 to 256 pages, half of which follow each other. */
function makeDump(folder, size) {
  let seed = 1;
  const random = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  const pages = size / PAGE;
  const runs = [];
  let address = START;
  for (let left = pages; left > 0; ) {
    const count = Math.min(left, 1 + random(256));
    runs.push([address, count]);
    address += BigInt((count + (random(2) === 0 ? 0 : random(64))) * PAGE);
    left -= count;
  }
  writeImages(folder, runs);
  // A third of the pages is zeros, a third text, a third numbers.
  const piece = Buffer.alloc(1 << 24);
  for (let at = 0; at < piece.length; at += PAGE) {
    const kind = random(3);
    if (kind === 1) piece.fill(`line ${at} of a text in memory, with words and more words\n`, at, at + PAGE);
    else if (kind === 2)
      for (let i = 0; i < PAGE; i += 4) piece.writeUInt32LE(Math.imul(i + at, 2654435761) >>> 0, at + i);
  }
  piece.write(TEXT, PAGE * 100 - 5);
  const fd = openSync(join(folder, "pages-1.img"), "w");
  for (let at = 0; at < size; at += piece.length) {
    if (at + piece.length >= size) piece.write(NEAR, piece.length - PAGE);
    writeSync(fd, piece);
  }
  closeSync(fd);
}

/** Packs the checkpoint as Podman does; a core of the fixtures tells that the process lives. */
function makePod(pod) {
  const folder = join(pod, "checkpoint");
  const [core] = readdirSync(FIXTURES).filter((name) => name.startsWith("core-"));
  copyFileSync(join(FIXTURES, core), join(folder, `core-${PID}.img`));
  copyFileSync(join(FIXTURES, "inventory.img"), join(folder, "inventory.img"));
  for (const name of ["config.dump", "spec.dump"]) writeFileSync(join(pod, name), "{}");
  const archive = `${pod}.tar`;
  execFileSync("tar", ["-C", pod, "-cf", archive, "."]);
  return archive;
}

/** Does a task in a process of its own, and prints its time in seconds, its memory and its result. */
async function work(task, folder) {
  const { find, memoryChunks, openMemory } = await import("criu-checkpoint");
  const { openCheckpoint } = await import("criu-checkpoint/node");
  // Opening a memory loads the modules of its images.
  await openMemory(await openCheckpoint(folder), PID);
  const before = process.resourceUsage().maxRSS;
  const start = performance.now();
  const memory = await openMemory(await openCheckpoint(folder), PID);
  let count = 0;
  if (task === "read") {
    const [{ start: from }, last] = [memory.areas[0], memory.areas.at(-1)];
    for await (const { bytes } of memoryChunks(memory, from, last.end)) count += bytes.length;
  } else for await (const _ of find(memory, task === "text" ? TEXT : new RegExp(EXPRESSION))) count++;
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, more: (process.resourceUsage().maxRSS - before) / 1024, count }));
}

function timed(command, args) {
  const start = performance.now();
  const { stdout, status, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (status === null || status > 1) throw new Error(`${command}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, count: Number(stdout.trim().split("\n").at(-1)) };
}

/** Runs a command that finds a place; returns its time in seconds. */
function findsOne(command, args, place) {
  const start = performance.now();
  const { stdout, status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0 || !stdout.includes(place)) throw new Error(`${command}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000 };
}

const TASKS = [
  {
    task: "read",
    name: "read all",
    goal: 0.6,
    other: (pages) => timed("sh", ["-c", 'cat "$0" | wc -c', pages]),
    label: "cat to wc -c",
  },
  {
    task: "read",
    name: "read all",
    goal: 0.6,
    other: (pages) => timed("sh", ["-c", 'cat "$0" > /dev/null', pages]),
    label: "cat to /dev/null",
  },
  {
    task: "text",
    name: "find a text",
    goal: 0.5,
    other: (pages) => timed("grep", ["-c", TEXT, pages]),
    label: "grep -c",
  },
  {
    task: "expression",
    name: "find an expression",
    other: (pages) => timed("grep", ["-cE", EXPRESSION, pages]),
    label: "grep -cE",
  },
];

/** The whole commands, on an archive. */
const memparse = (peer) => ({
  name: "find a text in an archive",
  own: (archive) => findsOne(execPath, [CLI, "memory", archive, `${PID}`, "find", NEAR], NEAR),
  other: (archive) => findsOne(peer, ["memparse", "--pid", `${PID}`, "--search", NEAR, archive], NEAR),
  label: "checkpointctl memparse",
  goal: 5,
});

/** Runs a task in a process of its own. */
const inProcess = (task) => (pages) =>
  JSON.parse(execFileSync(execPath, [module, "--work", task, "--folder", dirname(pages)], { encoding: "utf8" }));

function measure({ rounds, size, peer }) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-search-"));
  try {
    const pod = join(folder, "pod");
    makeDump(join(pod, "checkpoint"), size);
    const pages = join(pod, "checkpoint/pages-1.img");
    const archive = peer && makePod(pod);
    const mib = statSync(pages).size / 2 ** 20;
    const tasks = TASKS.map((task) => ({ ...task, own: inProcess(task.task), on: pages }));
    if (peer !== undefined) tasks.push({ ...memparse(peer), on: archive });
    const rows = tasks.map((task) => ({ ...task, owns: [], others: [], ratios: [], more: [] }));
    for (let round = 0; round <= rounds; round++) {
      for (const row of rows) {
        const own = row.own(row.on);
        const other = row.other(row.on);
        // The first round warms the cache of files.
        if (round === 0) continue;
        row.owns.push(mib / own.seconds);
        row.others.push(mib / other.seconds);
        row.ratios.push(other.seconds / own.seconds);
        row.more.push(own.more ?? 0);
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const middle = (list) => summary(list).median;
const spread = (list) => {
  const { least, most } = summary(list);
  return `${least.toFixed(2)}–${most.toFixed(2)}`;
};

const { values: given } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    size: { type: "string", default: "1" },
    save: { type: "boolean", default: false },
    work: { type: "string" },
    folder: { type: "string" },
    checkpointctl: { type: "string" },
  },
});
if (given.work !== undefined) await work(given.work, given.folder);
else {
  const rows = measure({
    rounds: Number(given.rounds),
    size: Number(given.size) * 2 ** 30,
    peer: given.checkpointctl,
  });
  const head = ["task", "critgen", "beside", "its speed", "ratio", "spread", "goal", "memory"];
  const cells = rows.map(({ name, label, owns, others, ratios, more, goal }) => [
    ...[name, `${middle(owns).toFixed(0)} MiB/s`, label, `${middle(others).toFixed(0)} MiB/s`],
    ...[
      middle(ratios).toFixed(2),
      spread(ratios),
      goal === undefined ? "" : `${goal}`,
      more.every((one) => one === 0) ? "" : `${Math.max(...more).toFixed(0)} MiB`,
    ],
  ]);
  const text = table([head, ...cells]);
  console.log(text);
  if (given.save) {
    const intro = `${machine()}. \`npm run bench:search\` reads and searches the memory of a process of ${given.size} GiB in a process of its own, beside other programs on its file of pages, in turns: opening and reading, with the modules loaded. Each figure is the median, with the spread, of ${given.rounds} rounds. Memory is the peak on top of Node's own. The last row compares whole commands, from start to end, checkpointctl 1.4.0.`;
    save(
      fileURLToPath(new URL("results/search.md", import.meta.url)),
      `# Reading and searching memory\n\n${intro}\n\n${text}\n`,
    );
  }
}
