import process from "node:process";
import { beforeEach, expect, it, vi } from "vitest";
import { holdSignals } from "../../../generator/write/signals.ts";
import { bash, COMPILED, ROOT } from "../../support/cli.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const counts = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));

/** Waits until signals are no longer held. */
async function released(): Promise<void> {
  await expect.poll(counts, { timeout: 30_000, interval: 1 }).toEqual([...unheld]);
}

let unheld: readonly number[] = [];
beforeEach(() => {
  unheld = counts();
});

it("signals are held until the running code ends, even in nested calls", async () => {
  const held = unheld.map((count) => count + 1);
  holdSignals();
  holdSignals();
  expect(counts()).toEqual(held);
  await released();
  holdSignals();
  expect(counts()).toEqual(held);
  await released();
});

it.each(SIGNALS)("a held signal then ends the process: %s", async (signal) => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  try {
    holdSignals();
    process.listeners(signal).at(-1)?.(signal);
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, signal);
    expect(counts()).toEqual(unheld);
    await released();
  } finally {
    kill.mockRestore();
  }
});

it("a signal while other code runs ends the process, even just before signals are no longer held", () => {
  const { code, out } = bash(`${process.execPath} test/generator/write/late-signal.mjs '${COMPILED}'; echo $?`, {
    cwd: ROOT,
  });
  expect({ code, out }).toEqual({ code: 0, out: "143\n" });
});
