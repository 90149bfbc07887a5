import type { Failure, FailurePlace, Handlers, Port, Progress, Reply } from "./message.ts";

/** An error of the worker. */
export class RequestError extends Error {
  readonly code: string;
  readonly place: FailurePlace | undefined;

  constructor({ code, message, place }: Failure) {
    super(message);
    this.code = code;
    this.place = place;
  }
}

/** Options of a request. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (progress: Progress) => void;
  /** Takes the parts of a result, if the handler sends it in parts. */
  readonly part?: (part: unknown) => void;
}

/** Parameters and result of a request, by its name. */
export type ParamsOf<All extends Handlers, Name extends keyof All> = Parameters<All[Name]>[0];
export type ResultOf<All extends Handlers, Name extends keyof All> = Awaited<ReturnType<All[Name]>>;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly progress: AskOptions["progress"];
  readonly part: AskOptions["part"];
}

/** Sends requests to the handlers at the other end of a port. */
export class Client<All extends Handlers> {
  readonly #port: Port;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener("message", ({ data }) => this.#take(data as Reply));
  }

  /**
   * Sends a request, and waits for its result.
   *
   * @throws {RequestError} if the handler fails
   * @throws {DOMException} `AbortError` if the signal is aborted
   */
  ask<Name extends keyof All & string>(
    name: Name,
    params: ParamsOf<All, Name>,
    { signal, progress, part }: AskOptions = {},
  ): Promise<ResultOf<All, Name>> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject, progress, part });
      signal?.addEventListener("abort", () => this.#abort(id, signal.reason), { once: true });
      this.#port.postMessage({ id, name, params });
    });
  }

  #abort(id: number, reason: unknown): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    this.#port.postMessage({ id, abort: true });
    waiting.reject(reason);
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    if ("progress" in reply) {
      waiting.progress?.(reply.progress);
      return;
    }
    if ("part" in reply) {
      waiting.part?.(reply.part);
      return;
    }
    this.#waiting.delete(reply.id);
    if ("failure" in reply) waiting.reject(new RequestError(reply.failure));
    else waiting.resolve(reply.result);
  }
}
