import process from "node:process";

/** Signals that end a process and can be handled. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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
  // Node reports pending signals when it next polls for events, which is after the first immediate.
  setImmediate(() => setImmediate(release));
}
