// Measures the generated codec against its peers, each side by side with it, turn by turn. One command for everybody:
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

/** How long an entry took a contender, and how many times as long as it took critgen in the same rounds. */
function rowOf({ task, workload, goals }, name, values, ours) {
  const ratio = summary(values.map((value, round) => value / ours[round]));
  return { title: `${task}, ${workload}`, name, median: summary(values).median, ratio, goal: goals[name] };
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
  for (const each of CONTESTS) {
    const title = `${each.task}, ${each.workload}`;
    const peers = [
      ...each.peers.filter((name) => present.includes(name)),
      ...(given.before ? ["critgen, before"] : []),
    ];
    // Two at a time: whoever waits long finds its memory in no cache, and some systems take it away.
    for (const name of peers.filter((peer) => asked.test(`${title}, ${peer}`))) {
      process.stderr.write(`${title}, ${name} …\n`);
      const times = await contest(each.workload, each.task, ["critgen", name], {
        rounds,
        clock,
        scale,
        before: given.before,
      });
      const ours = times.get("critgen");
      if (rows.at(-1)?.title !== title) rows.push(rowOf(each, "critgen", ours, ours));
      rows.push(rowOf(each, name, times.get(name), ours));
    }
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
