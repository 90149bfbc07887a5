import { Buffer } from "node:buffer";
import { once } from "node:events";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { CASES } from "./cases.mjs";
import { canReset, peak, resetPeak, resident } from "./memory.mjs";
import { waysOf } from "./ways.mjs";

/*
 * Reads the inputs of a case, and reports the duration and the peak memory without that of Node and its code:
 * `node --expose-gc worker.mjs FOLDER`. The parent sends the name of a case and the sizes.
 */

const [, , folder] = process.argv;
const { ways } = await waysOf(folder);
const own = peak();

/** Limit of the memory that cases leave behind, in bytes; beyond it, the next case gets a new process. */
const LEFT = 24 * 2 ** 20;

process.on("message", async ({ name, sizes }) => {
  const { kind, way } = CASES.find((one) => one.name === name);
  const results = [];
  for (const size of sizes) results.push(await measured(ways[kind][way], await inputOf(name, size)));
  collect();
  process.send({ results, isClean: canReset && resident() - own < LEFT });
});

/** Returns the input of a case, which a thread makes. */
async function inputOf(name, size) {
  const thread = new Worker(new URL("input.mjs", import.meta.url), { workerData: { folder, name, size } });
  const ended = once(thread, "exit");
  const [input] = await once(thread, "message");
  await ended;
  return Buffer.from(input.buffer);
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
