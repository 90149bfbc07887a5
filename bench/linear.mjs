// Measures the growth of time with the number of entries: ten times as many entries may take 10.5 times as long. The
// two sizes of a step are measured in turns, because the speed of machines varies.
import { ratiosOf, sizes } from "./contest.mjs";
import { summary } from "./support.mjs";

const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7];
/** Least number of entries in a turn. */
const ENTRIES = 1e6;
/** Measured tasks: `iterate` visits entries; `decode` keeps them, and includes their garbage collection. */
const TASKS = ["iterate", "decode", "columns", "encode"];

/** Returns the ratio of the times for `10 * count` and `count` entries. */
async function growth(task, count, { rounds, clock }) {
  const [before, after] = await sizes("pagemap", task, [count, 10 * count], { rounds, clock, entries: ENTRIES });
  const ratio = summary(ratiosOf(after, before).map((times) => 10 * times));
  return `${ratio.median.toFixed(1)} (${ratio.least.toFixed(1)}–${ratio.most.toFixed(1)})`;
}

export async function linear({ tell, ...options }) {
  const steps = SIZES.slice(0, -1).map((count) => `${count.toExponential(0)} to ${(10 * count).toExponential(0)}`);
  const head = ["pagemap: ten times the entries take so many times as long", ...steps];
  for (const task of TASKS) {
    const row = [task];
    for (const count of SIZES.slice(0, -1)) row.push(await growth(task, count, options));
    tell(head, row);
  }
}
