import compiler from "./compiler/compiler.ts?worker&url";
import worker from "./worker.ts?worker&url";

const URLS = { worker, compiler };

/** A worker of the page: the one with the checkpoints, or the compiler. */
export type WorkerName = keyof typeof URLS;

/**
 * Starts a worker. It begins as a Blob, because such a worker has the Content-Security-Policy of the page on any host:
 * one that is loaded from a server would have only the headers of that server.
 */
export function startWorker(name: WorkerName): Worker {
  const code = `import ${JSON.stringify(new URL(URLS[name], document.baseURI).href)};`;
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
}
