import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { checkpoint, MEMORY } from "../support/checkpoints.ts";
import { engineFolder } from "../support/engines.ts";
import { ROOT } from "../support/run.ts";

/* Runs the project examples/checkpoint-report. */

let runs = 0;

async function report(path: string): Promise<string> {
  const { argv } = process;
  process.argv = ["node", "report.mjs", path];
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await import(/* @vite-ignore */ `${join(ROOT, "examples/checkpoint-report/report.mjs")}?${runs++}`);
    return log.mock.calls.map(([line]) => line).join("\n");
  } finally {
    log.mockRestore();
    process.argv = argv;
  }
}

it("the report has the container, processes with command lines, and mounts", async () => {
  expect(await report(engineFolder(join(MEMORY, "threads/images")))).toBe(
    [
      "Podman web docker.io/library/nginx:1\n\nProcesses\n  32621 of 0: ./weave beta-queue --unused=1",
      "Sockets\n\nMounts\n  /proc proc proc",
    ].join("\n\n"),
  );
});

it("the report has the sockets, and names of processes whose pages are missing", async () => {
  const lines = (await report(checkpoint("tcp"))).split("\n");
  expect(lines[0]).toBe("CRIU");
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}\d+ of 0: \[\w+]$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+$/));
  expect((await report(checkpoint("unixs"))).split("\n")).toContainEqual(expect.stringMatching(/^ {2}unix \S/));
});
