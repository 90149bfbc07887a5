// Runs a group's tests for each mutant in one process, without reloading modules: the only result is whether a test
// fails.
// MUTANTS is a folder. The first run tries no mutant, and writes `reached.json` there: the tests that reach each
// mutant. SHARE selects the mutants of a later run.
import { appendFileSync, existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { TestRunner } from "vitest";
import { getFn } from "vitest/suite";
import { linesOf } from "./notes.mjs";

/** Longest duration of a test in milliseconds. */
const PATIENCE = 5000;
/** A mutant is stopped as endless if it runs this many times as often as the original code. */
const LOOPS = 100;

const folder = process.env.MUTANTS;
const [share, shares] = (process.env.SHARE ?? "0/1").split("/").map(Number);
const reachedFile = join(folder, "reached.json");
const resultsFile = join(folder, `results-${share}.jsonl`);

// The instrumented files read this state.
const state = { mutantCoverage: { static: {}, perTest: {} }, uncounted: existsSync(reachedFile) };
globalThis.__stryker__ = state;

/** The current test for vitest while mutants are tried: the cleanup of other tests is registered on it. */
let host;

export default class MutantRunner extends TestRunner {
  #tests = [];
  #times = new Map();

  onCollected(files) {
    this.#tests = files.flatMap(testsOf).filter(({ mode }) => mode === "run");
  }

  /** Runs each test once, to set up the shared state of the tests; then tries the mutants within the last test. */
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

  /** Returns the tests that reach each mutant, the fastest first, and the number of times they reach it. */
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
    // A test that failed for one mutant often fails for its neighbours.
    const likely = ids.toSorted((a, b) => (kills.get(b) ?? 0) - (kills.get(a) ?? 0)).map((test) => tests.get(test));
    const { killer, late, passed } = await firstToFail(id, hits, likely);
    if (killer !== undefined) kills.set(killer.id, (kills.get(killer.id) ?? 0) + 1);
    // If a mutant leaves state behind, later tests fail: the process ends, and a new one tries the mutant again, unless
    // it was the first of its process.
    const clean = killer === undefined || (!late && (await outcomeOf(killer)) === "passed");
    if (!clean && !first) note({ id, status: "again" });
    else if (killer !== undefined) note({ id, status: "killed", by: killer.name });
    else note({ id, status: passed ? "survived" : "not reached" });
    if (!clean) throw new Error("a mutant left state behind: everything is reloaded");
    first = false;
  }
  note({ status: "done" });
}

/**
 * Returns the first test that fails, and whether a test reached the mutant: code that runs once per process is not
 * reached again.
 */
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

/** Updates the time of the results file, so that the supervisor sees progress. */
const stillAlive = () => utimesSync(resultsFile, new Date(), new Date());

const note = (line) => appendFileSync(resultsFile, `${JSON.stringify(line)}\n`);
