import { lstatSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Refused } from "../open/choices.ts";
import { type Input, perform, type Result, type Tasks } from "./tasks.ts";
import type { Work } from "./thread.ts";

/** Size in bytes above which a thread saves more time than it takes to start, some tens of milliseconds. */
const WORTHWHILE = 1 << 20;

/** Input of a task, and the checkpoint that it is about. */
export interface Job<Name extends keyof Tasks> {
  readonly path: string;
  readonly input: Input<Name>;
}

/**
 * Does a task for several checkpoints, and returns the results in their order; those of large ones are made in parallel.
 */
export async function* inOrder<Name extends keyof Tasks>(
  name: Name,
  jobs: readonly Job<Name>[],
): AsyncGenerator<Result<Name>> {
  const threads = availableParallelism();
  const running: Promise<Result<Name>>[] = [];
  for (const job of jobs) {
    if (running.length === threads) yield* running.splice(0, 1);
    running.push(
      isForThread(name, job, jobs.length) ? inThread(job.path, { name, input: job.input }) : perform(name, job.input),
    );
  }
  yield* running;
}

/** Returns whether a thread does it. A custom schema has functions, which cannot be sent to a thread. */
function isForThread<Name extends keyof Tasks>(name: Name, { path, input }: Job<Name>, jobs: number): boolean {
  const hasSchema = "schema" in input && input.schema !== undefined;
  return jobs > 1 && !hasSchema && weightOf(path, FOR_ARCHIVES.has(name)) >= WORTHWHILE;
}

/** Tasks that threads do for archives, too. The others mostly wait for unpacking there; see bench/results/several.md. */
const FOR_ARCHIVES: ReadonlySet<keyof Tasks> = new Set(["listing"]);

/** Names of the images that are read as a whole: their size estimates the work. */
const READ = /^(?:core|fdinfo|files|mm|pagemap)\b/;

/** Estimates the number of bytes that are read. An archive is read as a whole, or at least its index. */
function weightOf(path: string, isForArchives: boolean): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return weightOfFolder(path);
  return isForArchives ? (stats?.size ?? 0) : 0;
}

function weightOfFolder(path: string): number {
  try {
    const sizes = readdirSync(path).map((name) => (READ.test(name) ? lstatSync(join(path, name)).size : 0));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    // Reading the folder reports the error.
    return 0;
  }
}

function inThread<Name extends keyof Tasks>(path: string, work: Work<Name>): Promise<Result<Name>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./thread.cjs", import.meta.url), { workerData: work });
    worker.once("message", resolve);
    worker.once("error", ({ message }) => resolve(failure(`${path}: ${message}`) as Result<Name>));
  });
}

const failure = (error: string): Refused => ({ error, choices: [] });
