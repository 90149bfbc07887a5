import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, environment, type MemoryError, openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";

/** Texts of /proc/PID/cmdline and /proc/PID/environ. */
const texts = (file: string): string[] =>
  readFileSync(join(MEMORY, "threads/truth", file), "latin1")
    .split("\0")
    .slice(0, -1);

describe("the texts of a process", () => {
  it("are those of /proc at the moment of the dump", async () => {
    const { pid } = JSON.parse(readFileSync(join(MEMORY, "threads/truth.json"), "utf8")) as { pid: number };
    const opened = await openCheckpoint(join(MEMORY, "threads/images"));
    const memory = await openMemory(opened, pid);
    expect(await commandLine(memory)).toEqual(texts("cmdline.bin"));
    expect(await environment(memory)).toEqual(texts("environ.bin"));
    await opened.close();
  });

  it("cannot be read without the pages, or of no process", async () => {
    const opened = await openCheckpoint(checkpoint("basic"));
    const memory = await openMemory(opened, 2525);
    const code = (problem: Promise<unknown>): Promise<unknown> =>
      problem.then(
        () => "read",
        (error: MemoryError) => [error.code, error.message],
      );
    expect(await code(commandLine(memory))).toEqual(["lost", expect.stringContaining("is missing")]);
    expect(await code(openMemory(opened, 7))).toEqual(["no-process", "process 7 has no memory in the checkpoint"]);
    await opened.close();
  });
});
