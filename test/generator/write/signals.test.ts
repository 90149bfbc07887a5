import process from "node:process";
import { setImmediate as immediate } from "node:timers/promises";
import { beforeEach, expect, it, vi } from "vitest";
import { holdSignals } from "../../../generator/write/signals.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const counts = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));

/** Lets pending events run. */
async function turn(): Promise<void> {
  for (let i = 0; i < 3; i++) await immediate();
}

beforeEach(turn);

it("signals are held until the running code ends, even in nested calls", async () => {
  const before = counts();
  holdSignals();
  holdSignals();
  expect(counts()).toEqual(before.map((count) => count + 1));
  await turn();
  expect(counts()).toEqual(before);
  holdSignals();
  expect(counts()).toEqual(before.map((count) => count + 1));
  await turn();
});

it.each(SIGNALS)("a held signal then ends the process: %s", async (signal) => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  try {
    const before = counts();
    holdSignals();
    process.listeners(signal).at(-1)?.(signal);
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, signal);
    expect(counts()).toEqual(before);
    await turn();
    expect(counts()).toEqual(before);
  } finally {
    kill.mockRestore();
  }
});
