import { stderr } from "node:process";

/** Time before the first text, and between two of them, in milliseconds. */
const PAUSE = 1000;

/** A terminal, or another stream. */
interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const inMiB = (bytes: number): number => Math.floor(bytes / 2 ** 20);

/** Tells on a terminal how far long work is. Short work tells nothing. */
export class Meter {
  readonly #screen: Screen;
  readonly #now: () => number;
  #next: number;
  readonly #done: string;
  #isShown = false;

  /** @param done word for the bytes so far: `searched` */
  constructor(done: string, screen: Screen = stderr, now: () => number = () => performance.now()) {
    this.#done = done;
    this.#screen = screen;
    this.#now = now;
    this.#next = now() + PAUSE;
  }

  /** Tells the number of bytes so far, and that of all, if it is known. */
  tell(bytes: number, all?: number): void {
    if (this.#screen.isTTY !== true || this.#now() < this.#next) return;
    this.#next = this.#now() + PAUSE;
    this.#isShown = true;
    const of = all === undefined ? "" : ` of ${inMiB(all)}`;
    this.#screen.write(`\r${inMiB(bytes)}${of} MiB ${this.#done} …`);
  }

  /** Clears the text: other output follows. */
  clear(): void {
    if (this.#isShown) this.#screen.write("\r\u001b[K");
    this.#isShown = false;
  }
}
