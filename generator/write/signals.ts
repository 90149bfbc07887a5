import process from "node:process";

/** What ends a process from outside and can be waited for. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let held = false;

/** Lets no signal end the process before the code that runs now has come to its end: then it does, as ever. */
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
  // Signals that came meanwhile are told of when Node next looks for events: not yet before the first immediate.
  setImmediate(() => setImmediate(release));
}
