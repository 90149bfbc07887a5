import type { WorkerName } from "./start-worker.ts";

/** Starts a worker from its text in the page, for a page that is one file. */
export function startWorker(name: WorkerName): Worker {
  const code = document.getElementById(name)?.textContent ?? "";
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
}
