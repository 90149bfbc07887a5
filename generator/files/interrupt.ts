import process from "node:process";

/** Signals that end a process and can be handled. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work`, which waits for others most of its time. If a signal ends critgen meanwhile, `clean` runs before. A
 * process that waits can handle signals at once, other than one that works.
 */
export async function cleaningUp<T>(clean: () => void, work: () => Promise<T>): Promise<T> {
  const end = (signal: NodeJS.Signals): void => {
    release();
    clean();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work();
  } finally {
    release();
  }
}
