// Measures the duration of `critgen generate` as users experience it: real processes, all images, verified.
//   npm run bench:generate -- [--rounds 5] [--save]
// Needs Linux: /proc shows whether a watcher is idle.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine, save, summary, table } from "./support.mjs";

const { values: given } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, save: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/main.cjs");

/** Pause before each edit in milliseconds; users do not edit faster. */
const REST = 500;

/** Measurements, with their longest allowed duration in milliseconds. */
const GOALS = new Map([
  ["Node's own start", undefined],
  ["generate, into an empty folder", 3000],
  ["generate --check, nothing to do: beyond Node's start", 500],
  ["generate --watch: from its start until it rests", undefined],
  ["generate --watch: the first edit", 500],
  ["generate --watch: a field is added", 500],
  ["generate --watch: a comment is changed", 500],
  ["generate --watch: an image is added", 500],
]);

const edit = (file, change) => writeFileSync(file, change(readFileSync(file, "utf8")));

/** Edits of a schema: `edit` makes the nth edit, and `shown` returns whether the package contains it. */
const EDITS = {
  "a field is added": {
    edit: (schema, n) =>
      edit(join(schema, "messages/pagemap.proto"), (text) =>
        text.replace(/\}\s*$/, `  optional uint32 bench_${n} = ${1000 + n};\n}\n`),
      ),
    shown: (out, n) => readFileSync(join(out, "src/messages/pagemap-entry.ts"), "utf8").includes(`bench_${n}?`),
  },
  "a comment is changed": {
    edit: (schema, n) =>
      edit(join(schema, "messages/pagemap.proto"), (text) =>
        text.replace(/\/\/ Address[^\n]*/, `// Address, edit ${n}`),
      ),
    shown: (out, n) => readFileSync(join(out, "src/messages/pagemap-entry.ts"), "utf8").includes(`edit ${n}`),
  },
  "an image is added": {
    edit: (schema, n) =>
      edit(
        join(schema, "images.yaml"),
        (text) => `${text}  BENCH_${n}: { about: "An example", file: bench-${n}-%u.img, raw: true }\n`,
      ),
    shown: (out, n) => readFileSync(join(out, "src/all.ts"), "utf8").includes(`BENCH_${n}:`),
  },
};

/** Returns the duration of a process in milliseconds. */
function timeOf(...args) {
  const start = performance.now();
  execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return performance.now() - start;
}

/** Waits until a process and its compiler, which is a process of its own, are idle: they use no processor time. */
async function rest(pid) {
  for (let last = "", now = "begins"; now !== last; await sleep(REST)) {
    last = now;
    now = withChildren(pid).map(timesOf).join();
  }
}

const timesOf = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ").slice(13, 15).join(" ");

/** Lists a process and its descendants. */
function withChildren(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  return [pid, ...children.flatMap(withChildren)];
}

/** Edits a watched schema, and waits until the package contains the edit. */
async function measureWatch(folder, tell) {
  const [schema, out] = [join(folder, "schema"), join(folder, "out")];
  cpSync(join(root, "schema"), schema, { recursive: true });
  const start = performance.now();
  const watcher = spawn(process.execPath, [cli, "generate", "--watch", "--schema", schema, "--out", out]);
  const lines = [];
  for (const stream of [watcher.stdout, watcher.stderr]) stream.on("data", (data) => lines.push(String(data)));
  const done = async () => {
    while (!/; watching |waiting for a change/.test(lines.join(""))) await sleep(1);
    return lines.splice(0).join("");
  };
  const time = async (kind, n) => {
    const start = performance.now();
    EDITS[kind].edit(schema, n);
    const said = await done();
    const taken = performance.now() - start;
    if (!EDITS[kind].shown(out, n)) throw new Error(`${kind}: the package does not contain the edit:\n${said}`);
    return taken;
  };
  try {
    await done();
    await rest(watcher.pid);
    tell("from its start until it rests", performance.now() - start);
    tell("the first edit", await time("a field is added", 0));
    for (let n = 1; n <= 3; n++) {
      for (const kind of Object.keys(EDITS)) {
        await rest(watcher.pid);
        tell(kind, await time(kind, n));
      }
    }
  } finally {
    watcher.kill();
  }
}

/** Runs each measurement once. */
async function round(tell) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
  try {
    const bare = timeOf("-e", "0");
    tell("Node's own start", bare);
    const out = join(folder, "out");
    tell("generate, into an empty folder", timeOf(cli, "generate", "--out", out));
    const check = timeOf(cli, "generate", "--check", "--out", out);
    tell("generate --check, nothing to do: beyond Node's start", check - bare);
    // The watcher starts with an up-to-date package, as at the beginning of a user's day.
    await measureWatch(folder, (kind, ms) => tell(`generate --watch: ${kind}`, ms));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(results) {
  const ms = (value) => `${Math.round(value)}`;
  const rows = [...results].map(([what, values]) => {
    const { median, least, most } = summary(values);
    const goal = GOALS.get(what);
    const ratio = goal === undefined ? ["", ""] : [ms(goal), (median / goal).toFixed(2)];
    return [what, ms(median), `${ms(least)}–${ms(most)}`, `${values.length}`, ...ratio];
  });
  return table([["ms", "median", "least–most", "times", "goal", "median/goal"], ...rows]);
}

const results = new Map([...GOALS.keys()].map((what) => [what, []]));
for (let n = 1; n <= Number(given.rounds); n++) {
  if (process.stderr.isTTY) process.stderr.write(`\rround ${n} of ${given.rounds} `);
  await round((what, ms) => results.get(what).push(ms));
}
const text = `${report(results)}\n\n${machine()}.`;
console.log(text);
if (given.save) save(join(root, "bench/results/generate.md"), `# critgen generate\n\n${text}\n`);
