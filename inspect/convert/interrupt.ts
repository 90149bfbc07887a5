import process from "node:process";

/** What ends a process from outside and can be waited for. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something before a signal ends the process, which it then does as ever. The result calls that off.
 *
 * Signals are seen between two turns of the event loop: whoever works for long has to let it turn.
 */
export function beforeInterruption(clean: () => void): () => void {
  const end = (signal: NodeJS.Signals): void => {
    callOff();
    clean();
    process.kill(process.pid, signal);
  };
  const callOff = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return callOff;
}
