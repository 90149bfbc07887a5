import { stderr } from "node:process";

/** Time before the first text, and between two of them, in milliseconds. */
const PAUSE = 1000;

/** A terminal, or another stream. */
interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells on a terminal how many bytes a long search has read. Short searches tell nothing. */
export class Meter {
  readonly #screen: Screen;
  readonly #now: () => number;
  #next: number;
  #isShown = false;

  constructor(screen: Screen = stderr, now: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#now = now;
    this.#next = now() + PAUSE;
  }

  /** Tells the number of bytes so far. */
  tell(bytes: number): void {
    if (this.#screen.isTTY !== true || this.#now() < this.#next) return;
    this.#next = this.#now() + PAUSE;
    this.#isShown = true;
    this.#screen.write(`\r${Math.floor(bytes / 2 ** 20)} MiB searched …`);
  }

  /** Clears the text: other output follows. */
  clear(): void {
    if (this.#isShown) this.#screen.write("\r\u001b[K");
    this.#isShown = false;
  }
}
