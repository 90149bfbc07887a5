import type { Checkpoint } from "criu-checkpoint";
import type { Call } from "../rpc/message.ts";

/** An open checkpoint in the worker, with results that several views need. */
export class Opened {
  readonly name: string;
  readonly checkpoint: Checkpoint;
  readonly #results = new Map<unknown, unknown>();
  /** Checkpoints that this one was made from, and reads. */
  readonly #sources: readonly Opened[];
  /** Number of those that read this one: the page, and checkpoints that were made from it. */
  #readers = 1;

  readonly #all: OpenCheckpoints | undefined;

  constructor(name: string, checkpoint: Checkpoint, all?: OpenCheckpoints, sources: readonly Opened[] = []) {
    this.name = name;
    this.checkpoint = checkpoint;
    this.#all = all;
    this.#sources = sources;
    for (const source of sources) source.#readers++;
  }

  /** Those that are open beside it. */
  get all(): OpenCheckpoints {
    if (this.#all === undefined) throw new Error(`${this.name} is open alone`);
    return this.#all;
  }

  /** Frees the checkpoint as soon as nobody reads it. One that was made from another one has nothing of its own to free. */
  async release(): Promise<void> {
    if (--this.#readers > 0) return;
    if (this.#sources.length === 0) await this.checkpoint.close();
    for (const source of this.#sources) await source.release();
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

/** An open checkpoint, as the page lists it. */
export interface Summary {
  readonly name: string;
  /** Form of the source: `folder`, `tar`, `tar.gz` … */
  readonly form: string;
  readonly images: number;
  /** Size of all files, in bytes. */
  readonly size: number;
}

/** All open checkpoints. */
export interface OpenCheckpoints {
  /** Returns an open checkpoint. @throws {Error} if there is none of the name */
  get(name: string): Opened;
  /** Lists a checkpoint that was made from open ones. */
  add(wanted: string, checkpoint: Checkpoint, ...sources: readonly Opened[]): Summary;
}

/** Answers a request about an open checkpoint. */
export type Answer<Params = never, Result = unknown> = (
  opened: Opened,
  params: Params,
  call: Call,
) => Result | Promise<Result>;
