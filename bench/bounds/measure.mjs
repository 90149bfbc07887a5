import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/*
 * Reads inputs of n, 2n and 4n bytes in one way, and measures the growth of time and the memory. Cases share a process
 * as long as little memory of earlier inputs stays; that memory counts too. A case beyond its bound is therefore
 * measured again, with a process for each input, and with inputs of four times the size: for small inputs, most memory
 * is garbage that V8 has not collected.
 */

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));

/** Longest duration of a case in milliseconds; beyond it, the case counts as endless. */
const PATIENCE = 120_000;

/** Process that measures cases, one after the other. */
class Worker {
  /** Answers of the process that are not read yet, and the function that ends the wait for the next. */
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
 * Measures cases with inputs of about n, 2n and 4n bytes, n being `size`.
 *
 * @param folder the compiled package
 * @returns for each case the `exponent` of the time from n to 4n; for 4n, the milliseconds, and the `bytes` of memory
 * per byte of input; and `over`, the highest peak as a fraction of the promised memory
 */
export async function* measureAll(folder, cases, size) {
  let worker;
  const take = async (name, sizes) => {
    worker ??= new Worker(folder);
    const answer = await worker.measure(name, sizes);
    if (!answer.isClean) worker = worker.end();
    return answer;
  };
  const alone = async (name, size) => {
    worker = worker?.end();
    return take(name, [size]);
  };
  for (const { kind, name } of cases) {
    let result = figures(kind, [await take(name, sizesFrom(size))]);
    if (result.over > 1) {
      const answers = [];
      for (const each of sizesFrom(4 * size)) answers.push(await alone(name, each));
      result = figures(kind, answers);
    }
    yield [{ kind, name }, result];
  }
  worker?.end();
}

const sizesFrom = (size) => [size, 2 * size, 4 * size];

const MIB = 2 ** 20;

/** Most garbage that V8 gathers while results are streamed, whatever their length is: half of it in young objects. */
const GARBAGE = 64 * MIB;

/** Promised bound: bytes of memory per byte of input and per byte of output, and a fixed number of bytes. */
const PROMISED = {
  images: { input: 12 + 25, output: 2, fixed: 48 * MIB },
  layouts: { input: 12, output: 2, fixed: 16 * MIB + GARBAGE },
  texts: { input: 12, output: 2, fixed: 16 * MIB + GARBAGE },
  returned: { input: 12, output: 2, fixed: 16 * MIB + GARBAGE },
  values: { input: 12 + 25, output: 2, fixed: 48 * MIB },
};

function figures(kind, answers) {
  const failed = answers.find((answer) => answer.failed !== undefined);
  if (failed !== undefined) return failed;
  const results = answers.flatMap((answer) => answer.results);
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
