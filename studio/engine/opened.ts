import type { Checkpoint } from "criu-checkpoint";
import type { Call } from "../rpc/message.ts";

/** An open checkpoint in the worker, with results that several views need. */
export class Opened {
  readonly name: string;
  readonly checkpoint: Checkpoint;
  readonly #results = new Map<unknown, unknown>();

  constructor(name: string, checkpoint: Checkpoint) {
    this.name = name;
    this.checkpoint = checkpoint;
  }

  /** Returns the result of `make`, which is called once for each key. One that failed is made again. */
  once<T>(make: (opened: Opened) => Promise<T>, key: unknown = make): Promise<T> {
    const known = this.#results.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const made = make(this);
    this.#results.set(key, made);
    made.catch(() => this.#results.delete(key));
    return made;
  }

  /** Returns a value that requests share; the first of them makes it. */
  shared<T>(key: string, make: () => T): T {
    if (!this.#results.has(key)) this.#results.set(key, make());
    return this.#results.get(key) as T;
  }
}

/** Answers a request about an open checkpoint. */
export type Answer<Params = never, Result = unknown> = (
  opened: Opened,
  params: Params,
  call: Call,
) => Result | Promise<Result>;
