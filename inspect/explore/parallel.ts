import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Answer, answer, type Question } from "./explore.ts";

/** Bytes from which on a thread of its own saves more time than it takes to start, some tens of milliseconds. */
const WORTHWHILE = 1 << 20;

/** Answers questions about several folders, in their order; big folders are read at the same time. */
export async function* answers(questions: readonly Question[]): AsyncGenerator<Answer> {
  const threads = availableParallelism();
  const running: Promise<Answer>[] = [];
  for (const question of questions) {
    if (running.length === threads) yield* running.splice(0, 1);
    running.push(questions.length > 1 && weight(question.dir) >= WORTHWHILE ? inThread(question) : answer(question));
  }
  yield* running;
}

/** The images that explorers read, by the beginnings of their names: how much work there is. */
const READ = /^(?:core|fdinfo|files|mm|pagemap)\b/;

function weight(dir: string): number {
  try {
    const names = readdirSync(dir).filter((name) => READ.test(name));
    return names.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  } catch {
    // Whoever reads the folder will tell what is wrong with it.
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
