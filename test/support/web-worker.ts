import { resolveObjectURL } from "node:buffer";
import { Worker as Thread } from "node:worker_threads";

/** Globals of a browser's worker, for a thread of Node. */
const GLOBALS = `
  const { parentPort } = require("node:worker_threads");
  globalThis.postMessage = (data) => parentPort.postMessage(data);
  globalThis.addEventListener = (_, listen) => parentPort.on("message", (data) => listen({ data }));
`;

/** A browser's worker, in a thread of Node: as much of it as the studio uses. */
export class WebWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  onerror: ((event: { readonly message: string }) => void) | undefined;
  readonly #thread: Promise<Thread>;

  /** @param url that of a Blob */
  constructor(url: string) {
    this.#thread = this.#start(url);
  }

  postMessage(data: unknown): void {
    void this.#thread.then((thread) => thread.postMessage(data));
  }

  terminate(): void {
    void this.#thread.then((thread) => thread.terminate());
  }

  async #start(url: string): Promise<Thread> {
    const script = await resolveObjectURL(url)?.text();
    const thread = new Thread(GLOBALS + script, { eval: true });
    thread.on("message", (data) => this.onmessage?.({ data }));
    thread.on("error", ({ message }) => this.onerror?.({ message }));
    return thread;
  }
}
