import { Buffer } from "node:buffer";
import process from "node:process";
import { CASES } from "./cases.mjs";
import { canReset, peak, resetPeak, resident } from "./memory.mjs";
import { waysOf } from "./ways.mjs";

/*
 * Reads inputs of cases, each in its way, and tells how long that took and how much memory it needed at most, over
 * what Node and the code take: `node --expose-gc worker.mjs FOLDER`, and the parent sends the name of a case and sizes.
 */

const { ways, jsonOf } = await waysOf(process.argv[2]);
const own = peak();

/** What earlier cases may leave behind: more of it, and the next case gets a process of its own. */
const LEFT = 24 * 2 ** 20;

process.on("message", async ({ name, sizes }) => {
  const { kind, way, make } = CASES.find((one) => one.name === name);
  const results = [];
  for (const size of sizes) results.push(await measured(ways[kind][way], inputOf(kind, make, size)));
  collect();
  process.send({ results, isClean: canReset && resident() - own < LEFT });
});

/** JSON is some times as long as its image. */
const LONGER = 8;

function inputOf(kind, make, size) {
  if (kind !== "returned") return Buffer.from(make(size));
  try {
    return Buffer.from(jsonOf(make(size / LONGER)));
  } catch {
    return Buffer.alloc(0);
  }
}

/** Buffers go on a thread beside; the second collection waits for that of the first. */
function collect() {
  globalThis.gc();
  globalThis.gc();
}

async function measured(read, input) {
  collect();
  resetPeak();
  const start = process.hrtime.bigint();
  const { output, error } = await outcome(() => read(input));
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  return { input: input.length, output, error, ms, peak: peak() - own };
}

/** How long a text has become when it is too long, in characters. */
const LONGEST_TEXT = 2 ** 29;

async function outcome(run) {
  try {
    const result = await run();
    const output = typeof result === "string" || result instanceof Uint8Array ? result.length : 0;
    return { output };
  } catch (error) {
    if (error.name !== "ImageError") throw error;
    return { output: error.code === "too-large" ? LONGEST_TEXT : 0, error: error.code };
  }
}
