import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/*
 * Inputs of a shape, of n, 2n and 4n bytes, read in one way: how time grows, and how much memory that takes. Cases share
 * a process as long as little of them stays in it; all of that counts. So a case beyond its bound is measured once more,
 * alone, with inputs that are four times as large: of small ones more is what V8 has not collected yet than what they need.
 */

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));

/** How long a case may take before it counts as never ending, in milliseconds. */
const PATIENCE = 120_000;

/** A process that measures cases, one after the other. */
class Worker {
  /** What the process said last and nobody has taken; what waits for the next. */
  #answers = [];
  #wake = () => {};
  #errors = "";
  #child;

  constructor(folder) {
    const stdio = ["ignore", "ignore", "pipe", "ipc"];
    this.#child = fork(WORKER, [folder], { execArgv: ["--expose-gc"], stdio });
    this.#child.stderr.on("data", (text) => {
      this.#errors = `${this.#errors}${text}`.slice(-2000);
    });
    this.#child.on("message", (answer) => this.#take(answer));
    this.#child.on("close", (_, signal) => this.#take({ failed: this.#errors || signal || "ended" }));
  }

  #take(answer) {
    this.#answers.push(answer);
    this.#wake();
  }

  async #next() {
    while (this.#answers.length === 0) await new Promise((wake) => (this.#wake = wake));
    return this.#answers.shift();
  }

  async measure(name, sizes) {
    const late = setTimeout(() => this.#take({ failed: "never ends" }), PATIENCE);
    this.#child.send({ name, sizes });
    const answer = await this.#next();
    clearTimeout(late);
    return answer;
  }

  end() {
    this.#child.kill("SIGKILL");
  }
}

/**
 * Measures cases of inputs of about `size`, 2 and 4 times `size` bytes.
 *
 * @param folder what was compiled
 * @returns for each case the `exponent` of the time from n to 4n, the milliseconds and `bytes` of memory a byte of input
 * for 4n, and `over`: the most that was taken, as a part of what is promised
 */
export async function* measureAll(folder, cases, size) {
  let worker;
  const one = async ({ kind, name }, n) => {
    worker ??= new Worker(folder);
    const { results, failed, isClean } = await worker.measure(name, [n, 2 * n, 4 * n]);
    if (!isClean) worker = worker.end();
    return results === undefined ? { failed } : figures(kind, results);
  };
  for (const each of cases) {
    let result = await one(each, size);
    if (result.over > 1) {
      worker = worker?.end();
      result = await one(each, 4 * size);
    }
    yield [each, result];
  }
  worker?.end();
}

const MIB = 2 ** 20;

/** The promised bound: bytes of memory for one of the input, for one of the output, and beside that. */
const PROMISED = {
  images: { input: 12 + 25, output: 2, fixed: 48 * MIB },
  layouts: { input: 12, output: 2, fixed: 16 * MIB },
  texts: { input: 12, output: 2, fixed: 16 * MIB },
  returned: { input: 12, output: 2, fixed: 16 * MIB },
  values: { input: 12 + 25, output: 2, fixed: 48 * MIB },
};

function figures(kind, results) {
  const [first, , last] = results;
  return {
    exponent: Math.log(last.ms / first.ms) / Math.log(last.input / first.input),
    ms: last.ms,
    bytes: last.peak / last.input,
    mib: last.input / MIB,
    over: Math.max(...results.map((result) => result.peak / promised(PROMISED[kind], result))),
    error: last.error,
  };
}

const promised = (bound, result) => bound.input * result.input + bound.output * result.output + bound.fixed;
