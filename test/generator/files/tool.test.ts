import type { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { SIGNALS } from "../../../generator/files/interrupt.ts";
import { runTool, ToolError } from "../../../generator/files/tool.ts";
import { COMPILED } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Arguments of Node for a program. */
const program = (text: string): string[] => ["-e", text];
const FOREVER = "setInterval(() => {}, 1000);";

describe("a tool", () => {
  it("gets its input, and returns its output and its exit code", async () => {
    const text = 'process.stdin.pipe(process.stdout); process.stderr.write("b"); process.exitCode = 3;';
    expect(await runTool(process.execPath, program(text), { input: "a" })).toEqual({
      ...{ status: 3, stdout: "a", stderr: "b" },
    });
  });

  it("may end without reading its input", async () => {
    const input = "x".repeat(1 << 20);
    expect(await runTool(process.execPath, program(""), { input })).toMatchObject({ status: 0, stdout: "" });
  });

  it("is killed after its time, with the time in the reason", async () => {
    const run = runTool(process.execPath, program(FOREVER), { limit: 0.2 });
    await expect(run).rejects.toThrow(new ToolError(`\`${process.execPath} -e\` did not end within 0.2 seconds`));
  });

  it("that another program kills has the reason of the system", async () => {
    const run = runTool(process.execPath, program("process.kill(process.pid, 'SIGKILL')"));
    await expect(run).rejects.toThrow(/` fails: /);
  });

  it("leaves no handlers of signals", async () => {
    const counts = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));
    const before = counts();
    const run = runTool(process.execPath, program(""));
    expect(counts()).toEqual(before.map((count) => count + 1));
    await run;
    expect(counts()).toEqual(before);
  });

  it.each(SIGNALS)("is killed with critgen by %s, and the temporary folder is removed", async (signal) => {
    const folder = temporaryFolder();
    const script = join(folder, "run.mjs");
    const from = (path: string): string => JSON.stringify(pathToFileURL(join(COMPILED, path)).href);
    writeFileSync(
      script,
      `import { execPath } from "node:process";
import { whileScratch } from ${from("generator/files/draft.js")};
import { runTool } from ${from("generator/files/tool.js")};
const tool = 'require("fs").writeFileSync("tool", String(process.pid)); process.stdin.pipe(process.stdout);' + ${JSON.stringify(FOREVER)};
await whileScratch(async (cwd) => {
  const ended = runTool(execPath, ["-e", tool], { cwd });
  console.log(cwd);
  await ended;
});
`,
    );
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const scratch = line.toString().trim();
    await expect
      .poll(() => existsSync(join(scratch, "tool")) && readFileSync(join(scratch, "tool"), "utf8"))
      .toMatch(/./);
    const tool = Number(readFileSync(join(scratch, "tool"), "utf8"));
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([null, signal]);
    expect(existsSync(scratch)).toBe(false);
    await expect.poll(() => isRunning(tool), { timeout: 30_000 }).toBe(false);
  });
});

/** Tells whether a process runs: one that has ended, but that nobody waits for, does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
