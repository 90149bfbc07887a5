// Runs a group's tests for each mutant, in one process: that a test fails is all there is to know, so nothing is loaded
// anew. MUTANTS is a folder: `reached.json` says which tests reach which mutants, and is written by the first run, which
// tries none; SHARE says which mutants the others try.
import { appendFileSync, existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { TestRunner } from "vitest";
import { getFn } from "vitest/suite";
import { linesOf } from "./notes.mjs";

/** After so many milliseconds a test that waits for something has failed. */
const PATIENCE = 5000;
/** A mutant that is passed so many times as often as there are passes without it, loops. */
const LOOPS = 100;

const folder = process.env.MUTANTS;
const [share, shares] = (process.env.SHARE ?? "0/1").split("/").map(Number);
const reachedFile = join(folder, "reached.json");
const resultsFile = join(folder, `results-${share}.jsonl`);

// What an instrumented file looks at.
const state = { mutantCoverage: { static: {}, perTest: {} }, uncounted: existsSync(reachedFile) };
globalThis.__stryker__ = state;

/** The test that vitest takes for the current one while mutants are tried: what its tests leave to be done at their end. */
let host;

export default class MutantRunner extends TestRunner {
  #tests = [];
  #times = new Map();

  onCollected(files) {
    this.#tests = files.flatMap(testsOf).filter(({ mode }) => mode === "run");
  }

  /** All tests run once, in each process: what some keep for others is right then. With the last the mutants are tried. */
  async runTask(test) {
    state.currentTestId = test.id;
    const start = performance.now();
    await getFn(test)();
    this.#times.set(test.id, performance.now() - start);
    state.currentTestId = undefined;
    if (existsSync(resultsFile)) stillAlive();
    if (test !== this.#tests.at(-1)) return undefined;
    host = test;
    if (!existsSync(reachedFile)) return writeFileSync(reachedFile, JSON.stringify(this.#reached()));
    const tests = new Map(this.#tests.map((each) => [each.id, each]));
    return tryAll(JSON.parse(readFileSync(reachedFile, "utf8")), tests);
  }

  /** For each mutant that tests reach: these, the soonest over first, and how often they pass it. */
  #reached() {
    const failed = this.#tests.filter(({ id }) => !this.#times.has(id));
    if (failed.length > 0) throw new Error(`fails without a mutant: ${failed.map(({ name }) => name).join("; ")}`);
    const mutants = {};
    for (const [id] of [...this.#times].sort(([, a], [, b]) => a - b)) {
      for (const [mutant, hits] of Object.entries(state.mutantCoverage.perTest[id] ?? {})) {
        mutants[mutant] ??= { hits: 0, tests: [] };
        mutants[mutant].hits += hits;
        mutants[mutant].tests.push(id);
      }
    }
    return mutants;
  }
}

const testsOf = (task) => (task.type === "test" ? [task] : task.tasks.flatMap(testsOf));

async function tryAll(mutants, tests) {
  const tried = linesOf(resultsFile).filter(({ status }) => status !== "begun" && status !== "again");
  const done = new Set(tried.map(({ id }) => id));
  const kills = new Map();
  let first = true;
  for (const [id, { hits, tests: ids }] of Object.entries(mutants)) {
    if (Number(id) % shares !== share || done.has(id)) continue;
    note({ id, status: "begun" });
    // What failed for one mutant mostly fails for its neighbours.
    const likely = ids.toSorted((a, b) => (kills.get(b) ?? 0) - (kills.get(a) ?? 0)).map((test) => tests.get(test));
    const { killer, late, passed } = await firstToFail(id, hits, likely);
    if (killer !== undefined) kills.set(killer.id, (kills.get(killer.id) ?? 0) + 1);
    // What a mutant left behind makes others fail: then all is loaded anew, and this one is tried again if it is not the first.
    const clean = killer === undefined || (!late && (await outcomeOf(killer)) === "passed");
    if (!clean && !first) note({ id, status: "again" });
    else if (killer !== undefined) note({ id, status: "killed", by: killer.name });
    else note({ id, status: passed ? "survived" : "not reached" });
    if (!clean) throw new Error("all must be loaded anew");
    first = false;
  }
  note({ status: "done" });
}

/** `passed`: whether the place of the mutant was passed; code that runs once in a process has run before. */
async function firstToFail(id, hits, tests) {
  let passed = false;
  for (const test of tests) {
    Object.assign(state, { activeMutant: id, hitCount: 0, hitLimit: LOOPS * hits });
    const outcome = await outcomeOf(test);
    passed ||= state.hitCount > 0;
    state.activeMutant = undefined;
    stillAlive();
    if (outcome !== "passed") return { killer: test, late: outcome === "late", passed };
  }
  return { passed };
}

async function passing(test) {
  await getFn(test)();
  return "passed";
}

async function outcomeOf(test) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE, "late");
  });
  try {
    return await Promise.race([passing(test), late]);
  } catch {
    return "failed";
  } finally {
    clearTimeout(timer);
    for (const finish of host.onFinished?.splice(0) ?? [])
      await Promise.resolve()
        .then(finish)
        .catch(() => {});
  }
}

/** Who watches the run looks at when its file was changed. */
const stillAlive = () => utimesSync(resultsFile, new Date(), new Date());

const note = (line) => appendFileSync(resultsFile, `${JSON.stringify(line)}\n`);
