import { Buffer } from "node:buffer";
import process from "node:process";
import { CASES } from "./cases.mjs";
import { canReset, peak, resetPeak, resident } from "./memory.mjs";
import { waysOf } from "./ways.mjs";

/*
 * Reads the inputs of a case, and reports the duration and the peak memory without that of Node and its code:
 * `node --expose-gc worker.mjs FOLDER`. The parent sends the name of a case and the sizes.
 */

const { ways, jsonOf } = await waysOf(process.argv[2]);
const own = peak();

/** Limit of the memory that cases leave behind, in bytes; beyond it, the next case gets a new process. */
const LEFT = 24 * 2 ** 20;

process.on("message", async ({ name, sizes }) => {
  const { kind, way, make } = CASES.find((one) => one.name === name);
  const results = [];
  for (const size of sizes) results.push(await measured(ways[kind][way], inputOf(kind, make, size)));
  collect();
  process.send({ results, isClean: canReset && resident() - own < LEFT });
});

/** Largest ratio of the lengths of JSON and its image. */
const LONGER = 8;

function inputOf(kind, make, size) {
  if (kind !== "returned") return Buffer.from(make(size));
  try {
    return Buffer.from(jsonOf(make(size / LONGER)));
  } catch {
    return Buffer.alloc(0);
  }
}

/** Collects garbage twice: a thread frees the buffers, and the second collection waits for it. */
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

/** Length limit of texts in V8, in characters. */
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
