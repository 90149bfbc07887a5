/* Messages between the page and its worker. */

/** Work that is done, and all of it, in bytes. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Place of an error in a checkpoint. */
export interface FailurePlace {
  readonly file?: string;
  readonly entry?: number;
  readonly offset?: number;
  readonly path?: string;
}

/** An error as a message carries it. */
export interface Failure {
  /** Stable word, such as `no-images`; `failed` for an unexpected error. */
  readonly code: string;
  readonly message: string;
  readonly place?: FailurePlace;
}

/** A message to the worker: a request, or the end of one that nobody waits for. */
export type Request =
  | { readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly id: number; readonly abort: true };

/** A message of the worker. */
export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly part: unknown };

/** One end of the channel: a worker, the inside of one, or a port. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** A request on its way. */
export interface Call {
  /** Is aborted if nobody waits for the result. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /** Sends a part of a long result before the rest is there. */
  readonly part: (part: unknown) => void;
}

/** Answers a request. Parameters and result are what a message can carry. */
export type Handler<Params = never, Result = unknown> = (params: Params, call: Call) => Result | Promise<Result>;

/** Handlers by the names of requests. */
export type Handlers = Readonly<Record<string, Handler>>;
