import url from "./worker.ts?worker&url";

/**
 * Starts the worker. It begins as a Blob, because such a worker has the Content-Security-Policy of the page on any host:
 * one that is loaded from a server would have only the headers of that server.
 */
export function startWorker(): Worker {
  const code = `import ${JSON.stringify(new URL(url, document.baseURI).href)};`;
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
}
