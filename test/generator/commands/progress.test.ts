import process from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { progress } from "../../../generator/commands/progress.ts";

const { isTTY } = process.stderr;

afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

/** What a step writes to standard error, and what comes of it. */
async function run(isTerminal: boolean, step: () => Promise<number>): Promise<{ written: string[]; result: unknown }> {
  const written: string[] = [];
  process.stderr.isTTY = isTerminal;
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const result = await progress("compiling 3 files", step).catch((error: unknown) => error);
  return { written, result };
}

describe("a step that takes its time", () => {
  it("is told on a terminal, and no trace of that is left, whatever comes of it", async () => {
    const written = ["compiling 3 files …", "\r\u001b[K"];
    const failed = new Error("no");
    expect(await run(true, async () => 1)).toEqual({ written, result: 1 });
    expect(await run(true, () => Promise.reject(failed))).toEqual({ written, result: failed });
  });

  it("is silent in a pipe", async () => {
    expect(await run(false, async () => 1)).toEqual({ written: [], result: 1 });
  });
});
