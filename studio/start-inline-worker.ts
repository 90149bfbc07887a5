/** Starts the worker from its text in the page, for a page that is one file. */
export function startWorker(): Worker {
  const code = document.getElementById("worker")?.textContent ?? "";
  return new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
}
