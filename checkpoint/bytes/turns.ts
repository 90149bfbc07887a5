/** Time between two turns, in milliseconds. */
const TIME = 50;

/**
 * Lets others work during long work, such as handlers of signals and buttons, and stops it if a signal aborts. Files are
 * read synchronously: without a turn now and then, nobody else has one. Without a signal, nobody waits for one.
 */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** @throws {unknown} the reason of the signal, if it has aborted */
  async take(): Promise<void> {
    if (this.#signal === undefined) return;
    this.#signal.throwIfAborted();
    if (performance.now() - this.#last < TIME) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#last = performance.now();
    this.#signal.throwIfAborted();
  }
}
