import process from "node:process";
import { SIGNALS } from "../files/interrupt.ts";

let held = false;

/** Delays signals until the code that runs now has ended. Then they end the process as usual. */
export function holdSignals(): void {
  if (held) return;
  held = true;
  const end = (signal: NodeJS.Signals): void => {
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    held = false;
    for (const signal of SIGNALS) process.off(signal, end);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  afterPoll(release);
}

/** Longest time in milliseconds from a poll for events to the end of the delay. */
const MARGIN = 1;

/**
 * Calls `release` right after Node has polled for events, and so has reported all pending signals. If other code ran
 * between the poll and this call, a signal may have arrived meanwhile, and `release` would lose it: then waits for the
 * next poll.
 */
function afterPoll(release: () => void): void {
  setImmediate(() => {
    const start = performance.now();
    setImmediate(() => {
      if (performance.now() - start < MARGIN) release();
      else afterPoll(release);
    });
  });
}
