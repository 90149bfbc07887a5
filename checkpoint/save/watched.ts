import { Turns } from "../bytes/turns.ts";

/** A watch on work that takes long. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** Is called for each chunk that is written, with the number of bytes so far. */
  readonly progress?: (written: number) => void;
}

/** Counts what is written, and stops if it is told to. */
export class Watched {
  readonly #progress: Watch["progress"];
  readonly #turns: Turns;
  #written = 0;

  constructor({ signal, progress }: Watch) {
    this.#progress = progress;
    this.#turns = new Turns(signal);
  }

  /** Passes chunks on that are written one after the other. */
  async *chunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      await this.#turns.take();
      yield chunk;
      this.#written += chunk.length;
      this.#progress?.(this.#written);
    }
    await this.#turns.take();
  }
}
