import process from "node:process";
import { SIGNALS } from "../../generator/files/interrupt.ts";

/**
 * Runs work that can be aborted. If a signal ends critgen meanwhile, the work is aborted first, so that it removes what it
 * has begun; a second signal ends critgen at once.
 */
export async function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let ended: NodeJS.Signals | undefined;
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    release();
    ended = signal;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (ended === undefined) throw error;
    process.kill(process.pid, ended);
    // The signal ends the process before this does.
    return await new Promise(() => undefined);
  } finally {
    release();
  }
}
