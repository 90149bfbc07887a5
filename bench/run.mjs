// Measures the generated codec and its peers, in turns:
//   npm run bench -- [--only 'pagemap|startup|signals'] [--rounds 5] [--scale 0.1] [--cpu]
//     [--before FOLDER] [--save]
// --only: run only measurements that match; --scale: fraction of the entries; --cpu: measure processor time, for shared
// machines; --before: compare with another build of the package; --save: save into bench/results/, or the folder of
// --into. A run with --only replaces only its own rows there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { contest, ratiosOf, TURNS } from "./contest.mjs";
import { picture } from "./picture.mjs";
import { merged, printer, tablesIn } from "./saved-tables.mjs";
import { machine, save, summary, table } from "./support.mjs";

const { values: given } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    scale: { type: "string", default: "1" },
    cpu: { type: "boolean", default: false },
    before: { type: "string" },
    save: { type: "boolean", default: false },
    into: { type: "string", default: fileURLToPath(new URL("results/", import.meta.url)) },
  },
});

const OTHERS = ["protobufjs", "protobuf-es", "ts-proto", "protobuf-ts", "protobuf-c"];

/** critgen beside itself: its spread is the machine's. */
const ITSELF = "critgen, itself";

/** Contests: tasks, images, contenders beside critgen, and the least ratios of their times to critgen's. */
const CONTESTS = [
  { task: "decode", workload: "pagemap", peers: OTHERS, goals: { protobufjs: 3, "protobuf-es": 6 } },
  { task: "decode", workload: "files", peers: [ITSELF, ...OTHERS], goals: { protobufjs: 3, "protobuf-es": 5 } },
  { task: "decode", workload: "core", peers: [ITSELF, ...OTHERS], goals: { protobufjs: 2.5 } },
  { task: "decode", workload: "mm", peers: OTHERS, goals: { protobufjs: 2.5 } },
  {
    task: "columns",
    workload: "pagemap",
    peers: ["protobufjs", "protobuf-c"],
    goals: { protobufjs: 12, "protobuf-c": 1 },
  },
  ...["pagemap", "files", "core", "mm"].map((workload) => ({
    task: "encode",
    workload,
    peers: OTHERS,
    goals: { protobufjs: 3 },
  })),
  ...["to JSON", "from JSON"].flatMap((task) =>
    ["pagemap, small", "files, small"].map((workload) => ({
      task,
      workload,
      peers: ["protobufjs", "crit"],
      goals: { protobufjs: 3, crit: 30 },
    })),
  ),
];

/** Other measurements: each module exports a function under its own name. */
const MEASURES = {
  linear: () => import("./linear.mjs"),
  startup: () => import("./startup.mjs"),
  signals: () => import("./signals.mjs"),
  memory: () => import("./memory.mjs"),
};

const asked = new RegExp(given.only);
const rounds = Number(given.rounds);
const scale = Number(given.scale);
const clock = given.cpu ? "cpu" : "wall";

const HEAD = ["what", "who", "ns an entry", "ratio", "least–most", "goal", "reached"];

const print = printer(console.log);
const measured = [];

/** Prints a row, and adds it to the table with this head. */
function tell(head, row) {
  print(head, row);
  const known = measured.find(([first]) => first[0] === head[0]);
  if (known === undefined) measured.push([head, row]);
  else known.push(row);
}

/** Returns the row of a contender: its time per entry, and the ratio to critgen's time next to it. */
function rowOf({ task, workload, goals }, name, values, ours) {
  const ratio = summary(ratiosOf(values, ours));
  const goal = goals[name];
  return [
    `${task}, ${workload}`,
    name,
    summary(values).median.toFixed(0),
    ratio.median.toFixed(2),
    `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`,
    goal === undefined ? "" : `${goal}`,
    goal === undefined ? "" : ratio.median >= goal ? "yes" : "no",
  ];
}

async function compete() {
  const { preparePeers } = await import("./peers/peers.mjs");
  const { present, absent } = preparePeers();
  for (const why of absent) console.log(`Not measured: ${why}.`);
  for (const each of CONTESTS) {
    const title = `${each.task}, ${each.workload}`;
    const peers = [
      ...each.peers.filter((name) => name === ITSELF || present.includes(name)),
      ...(given.before ? ["critgen, before"] : []),
    ].filter((peer) => asked.test(`${title}, ${peer}`));
    // Only two run in turns: a contender that waits long loses its data in the caches, and may be swapped out.
    for (const [i, name] of peers.entries()) {
      const options = { rounds, clock, scale, before: given.before };
      const times = await contest(each.workload, each.task, ["critgen", name], options);
      const ours = times.get("critgen");
      if (i === 0) tell(HEAD, rowOf(each, "critgen", ours, ours));
      tell(HEAD, rowOf(each, name, times.get(name), ours));
    }
  }
}

/** Converts a row of a table for the picture. */
function drawn([title, name, median, ratio, spread]) {
  const [least, most] = spread.split("–").map(Number);
  return { title, name, median: Number(median), ratio: { median: Number(ratio), least, most } };
}

/** Saves the measurements; a partial run replaces only its rows, and adds a note. */
function keep(folder, how) {
  const file = join(folder, "codec.md");
  const old = given.only === "" || !existsSync(file) ? "" : readFileSync(file, "utf8");
  const tables = merged(tablesIn(old), measured);
  const parts = old.split("\n").filter((line) => /^(?:Time |`--only)/.test(line));
  const mine = `\`--only '${given.only}'\`: `;
  const notes = old === "" ? [how] : [...parts.filter((line) => !line.startsWith(mine)), `${mine}${how}`];
  const note = `Ratio: how many times as long as critgen next to it. A round has ${TURNS} turns of each and counts by their median ratio; the table has the median of the rounds, the least and the most.`;
  save(file, `# The codec and its peers\n\n${[note, ...tables.map(table), ...notes].join("\n\n")}\n`);
  const isDrawn = ([head]) => head[0] === HEAD[0];
  const contests = measured.some(isDrawn) ? tables.find(isDrawn) : undefined;
  if (contests !== undefined) save(join(folder, "codec.svg"), picture(contests.slice(1).map(drawn), machine()));
}

const isAsked = ({ task, workload, peers }) => peers.some((peer) => asked.test(`${task}, ${workload}, ${peer}`));
if (given.before || CONTESTS.some(isAsked)) await compete();
for (const [name, load] of Object.entries(MEASURES)) {
  if (asked.test(name)) await (await load())[name]({ rounds, clock, tell });
}
const kind = given.cpu ? "Time of the processor, all threads" : "Time on the clock";
const how = `${kind}; ${rounds} rounds, medians; ${100 * scale} % of the entries. ${machine()}.`;
console.log(`\n${how}`);
if (given.save) keep(given.into, how);
