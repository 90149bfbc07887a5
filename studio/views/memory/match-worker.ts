import type { Matcher, Span } from "criu-checkpoint";

/** A text, and an expression to find in it. */
interface Asked {
  readonly expression: RegExp;
  readonly text: string;
}

/** Matches regular expressions in a worker of its own: an expression can take forever, and a worker can be ended. */
export class MatchWorker {
  readonly #signal: AbortSignal;
  #worker: Worker | undefined;
  #reject: (reason: unknown) => void = () => {};

  /** @param signal ends the worker, and the match that it is at */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  readonly match: Matcher = (expression, text) => {
    this.#signal.throwIfAborted();
    this.#worker ??= started();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      worker.onmessage = ({ data }: MessageEvent<readonly Span[]>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ expression, text } satisfies Asked);
    });
  };

  end(): void {
    this.#worker?.terminate();
    this.#reject(this.#signal.reason);
  }
}

function started(): Worker {
  const url = URL.createObjectURL(new Blob([`(${answerMatches})()`], { type: "text/javascript" }));
  return new Worker(url);
}

/** Is the code of the worker: it uses nothing outside of itself. */
function answerMatches(): void {
  addEventListener("message", ({ data: { expression, text } }: MessageEvent<Asked>) => {
    const spans = [];
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      const { length } = match[0];
      if (length === 0) expression.lastIndex++;
      else spans.push({ index: match.index, length });
    }
    postMessage(spans);
  });
}
