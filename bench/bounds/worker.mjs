import { readFileSync } from "node:fs";
import process from "node:process";
import { waysOf } from "./ways.mjs";

/*
 * Reads files in one way, one after the other, and tells how long that took and how much memory it needed at most:
 * `node worker.mjs FOLDER KIND WAY FILE…`, the smallest first. In a process of its own, as a peak does not go back.
 */

const [, , folder, kind, way, ...files] = process.argv;
const read = (await waysOf(folder))[kind][way];

/** The bytes of memory that the process had at most. */
const peak = () => process.resourceUsage().maxRSS * 1024;

const own = peak();
const results = [];
for (const file of files) {
  const input = readFileSync(file);
  const start = process.hrtime.bigint();
  const { size, error } = await outcome(() => read(input));
  results.push({
    input: input.length,
    output: size,
    error,
    ms: Number(process.hrtime.bigint() - start) / 1e6,
    peak: peak() - own,
  });
}
process.stdout.write(JSON.stringify(results));

async function outcome(run) {
  try {
    const result = await run();
    const size = typeof result === "string" || result instanceof Uint8Array ? result.length : 0;
    return { size };
  } catch (error) {
    if (error.name !== "ImageError") throw error;
    return { size: 0, error: error.code };
  }
}
