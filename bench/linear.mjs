// How the time grows with the number of entries: ten times as many may take 10.5 times as long.
import process from "node:process";
import { contest } from "./contest.mjs";
import { summary, table } from "./support.mjs";

const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7];
/** Of small images so many are read one after the other that the clock shows something: entries in all. */
const ENTRIES = 1e6;
const TASKS = ["decode", "columns", "encode"];

export async function linear({ rounds, clock }) {
  const results = new Map(TASKS.map((task) => [task, []]));
  for (const count of SIZES) {
    for (const task of TASKS) {
      const copies = Math.max(1, ENTRIES / count);
      const times = await contest("pagemap", task, ["critgen"], { rounds, clock, count, copies });
      const { least } = summary(times.get("critgen"));
      process.stderr.write(`  ${task}, ${count}: ${least.toFixed(0)} ns an entry\n`);
      results.get(task).push(least);
    }
  }
  const rows = [...results].map(([task, each]) => {
    const growth = each.map((ns, i) => (i === 0 ? "" : ` (${((10 * ns) / each[i - 1]).toFixed(1)}×)`));
    return [task, ...each.map((ns, i) => `${ns.toFixed(0)}${growth[i]}`)];
  });
  const head = ["pagemap, ns an entry (and the growth of the whole)", ...SIZES.map((count) => count.toExponential(0))];
  return table([head, ...rows]);
}
