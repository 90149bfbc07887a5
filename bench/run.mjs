// Measures the generated codec against its peers, all of them in one run, turn by turn. One command for everybody:
//   npm run bench -- [--only 'pagemap|startup'] [--rounds 5] [--scale 0.1] [--cpu]
//     [--before FOLDER] [--save]
// --only: what matches; --scale: so many of the entries; --cpu: the processor's time, where others use the machine too; --before: another build of the
// package, to compare with; --save: into bench/results/.
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { contest } from "./contest.mjs";
import { linear } from "./linear.mjs";
import { memory } from "./memory.mjs";
import { preparePeers } from "./peers.mjs";
import { picture } from "./picture.mjs";
import { startup } from "./startup.mjs";
import { machine, save, summary, table } from "./support.mjs";

const { values: given } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    scale: { type: "string", default: "1" },
    cpu: { type: "boolean", default: false },
    before: { type: "string" },
    save: { type: "boolean", default: false },
  },
});

const OTHERS = ["protobufjs", "protobuf-es", "ts-proto", "protobuf-ts", "protobuf-c"];

/** What is done with which images, by whom beside critgen, and how many times as long it must take them. */
const CONTESTS = [
  { task: "decode", workload: "pagemap", peers: OTHERS, goals: { protobufjs: 3, "protobuf-es": 6 } },
  { task: "decode", workload: "files", peers: OTHERS, goals: { protobufjs: 3, "protobuf-es": 5 } },
  { task: "decode", workload: "core", peers: OTHERS, goals: { protobufjs: 2.5 } },
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

const asked = new RegExp(given.only);
const rounds = Number(given.rounds);
const scale = Number(given.scale);
const clock = given.cpu ? "cpu" : "wall";

/** One row for each contender: how long an entry took, and how many times as long as critgen. */
function rowsOf({ task, workload, goals }, times) {
  const ours = times.get("critgen");
  return [...times].map(([name, values]) => {
    const { median } = summary(values);
    const ratio = summary(values.map((value, round) => value / ours[round]));
    return { title: `${task}, ${workload}`, name, median, ratio, goal: goals[name] };
  });
}

function textOf(rows) {
  const cells = rows.map(({ title, name, median, ratio, goal }) => [
    title,
    name,
    median.toFixed(0),
    ratio.median.toFixed(2),
    `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`,
    goal === undefined ? "" : `${goal}`,
    goal === undefined ? "" : ratio.median >= goal ? "yes" : "no",
  ]);
  return table([["what", "who", "ns an entry", "ratio", "least–most", "goal", "reached"], ...cells]);
}

async function compete({ present, absent }) {
  const rows = [];
  for (const each of CONTESTS.filter(({ task, workload }) => asked.test(`${task}, ${workload}`))) {
    const peers = each.peers.filter((name) => present.includes(name));
    const names = ["critgen", ...peers, ...(given.before === undefined ? [] : ["critgen, before"])];
    process.stderr.write(`${each.task}, ${each.workload} …\n`);
    rows.push(
      ...rowsOf(each, await contest(each.workload, each.task, names, { rounds, clock, scale, before: given.before })),
    );
  }
  const left = absent.map((why) => `Not measured: ${why}.\n`).join("");
  return { rows, text: rows.length === 0 ? "" : `${textOf(rows)}\n\n${left}` };
}

const { rows, text } = await compete(preparePeers());
const parts = [text];
for (const [name, measure] of Object.entries({ linear, startup, memory })) {
  if (!asked.test(name)) continue;
  process.stderr.write(`${name} …\n`);
  parts.push(await measure({ rounds, clock }));
}
const kind = given.cpu ? "Time of the processor, all threads" : "Time on the clock";
const whole = `${parts.filter(Boolean).join("\n\n")}\n\n${kind}; ${rounds} rounds, medians; ${100 * scale} % of the entries. ${machine()}.`;
console.log(whole);
if (given.save) {
  const results = fileURLToPath(new URL("results/", import.meta.url));
  const note = "Ratio: how many times as long as critgen, round by round; its median, and the least and the most.";
  save(join(results, "codec.md"), `# The codec and its peers\n\n${note}\n\n${whole}\n`);
  if (rows.length > 0) save(join(results, "codec.svg"), picture(rows, machine()));
}
