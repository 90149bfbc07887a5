import type { Call } from "../rpc/message.ts";

/** Time after which the parts so far are sent and other requests get a turn, in milliseconds. */
const TURN = 40;

/** A long result, which is sent in parts while it grows. Other requests get their turns, so that the end of this one arrives. */
export class Parts<T> {
  readonly #call: Call;
  #waiting: T[] = [];
  #count = 0;
  #last = performance.now();

  constructor(call: Call) {
    this.#call = call;
  }

  /** Number of all items so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds an item. @throws the reason of the call's signal if that is aborted */
  add(item: T): Promise<void> {
    this.#waiting.push(item);
    this.#count++;
    return this.turn();
  }

  /** Sends the items that wait. */
  send(): void {
    if (this.#waiting.length > 0) this.#call.part(this.#waiting);
    this.#waiting = [];
  }

  /** Gives other requests a turn if it is time. @throws the reason of the call's signal if that is aborted */
  async turn(): Promise<void> {
    if (performance.now() - this.#last < TURN) return;
    this.send();
    await new Promise((resolve) => setTimeout(resolve));
    this.#last = performance.now();
    this.#call.signal.throwIfAborted();
  }
}
