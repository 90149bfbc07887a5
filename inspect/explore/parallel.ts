import { lstatSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Answer, answer, type Question } from "./explore.ts";

/** Size in bytes above which a thread saves more time than it takes to start, some tens of milliseconds. */
const WORTHWHILE = 1 << 20;

/** Makes the listings of several folders, in their order; large folders are read in parallel. */
export async function* answers(questions: readonly Question[]): AsyncGenerator<Answer> {
  const threads = availableParallelism();
  const running: Promise<Answer>[] = [];
  for (const question of questions) {
    if (running.length === threads) yield* running.splice(0, 1);
    running.push(isForThread(question, questions.length) ? inThread(question) : answer(question));
  }
  yield* running;
}

/** Returns whether a thread makes the listing. A custom schema has functions, and these cannot be sent to a thread. */
function isForThread({ dir, schema }: Question, questions: number): boolean {
  return questions > 1 && schema === undefined && weight(dir) >= WORTHWHILE;
}

/** Names of the images that explorers read: their size estimates the work. */
const READ = /^(?:core|fdinfo|files|mm|pagemap)\b/;

function weight(dir: string): number {
  try {
    const stats = statSync(dir);
    // An archive is read as a whole, or at least its index.
    if (!stats.isDirectory()) return stats.size;
    const sizes = readdirSync(dir).map((name) => (READ.test(name) ? lstatSync(join(dir, name)).size : 0));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    // Reading the folder reports the error.
    return 0;
  }
}

function inThread(question: Question): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./thread.cjs", import.meta.url), { workerData: question });
    worker.once("message", resolve);
    worker.once("error", (error) => resolve({ error: `${question.dir}: ${error.message}` }));
  });
}
