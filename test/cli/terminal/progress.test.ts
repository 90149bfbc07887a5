import process from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { progress } from "../../../cli/terminal/progress.ts";

const { isTTY } = process.stderr;

afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

/** Runs a step; returns its output on standard error, and its result. */
async function run(isTerminal: boolean, step: () => Promise<number>): Promise<{ written: string[]; result: unknown }> {
  const written: string[] = [];
  process.stderr.isTTY = isTerminal;
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const result = await progress("compiling 3 files", step).catch((error: unknown) => error);
  return { written, result };
}

describe("a slow step", () => {
  it("is announced on a terminal, and the announcement is erased after any result", async () => {
    const written = ["compiling 3 files …", "\r\u001b[K"];
    const failed = new Error("no");
    expect(await run(true, async () => 1)).toEqual({ written, result: 1 });
    expect(await run(true, () => Promise.reject(failed))).toEqual({ written, result: failed });
  });

  it("is silent in a pipe", async () => {
    expect(await run(false, async () => 1)).toEqual({ written: [], result: 1 });
  });
});
