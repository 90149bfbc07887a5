import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openCore } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { missing, skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { bytesOf } from "./bytes.ts";

const NO_LLDB = missing("lldb");
const THREADS = join(MEMORY, "threads");

/** Functions of the program, and their lines, in the backtraces of all threads. */
const FRAME = /(?:in |`)(\w+) ?\(.* at (weave\.c:\d+)/;

function frames(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [, name, place] = FRAME.exec(line) ?? [];
    return name === undefined ? [] : [`${name} ${place}`];
  });
}

describe.skipIf(NO_LLDB !== undefined)(`lldb on a core of a process with threads${skipped(NO_LLDB)}`, () => {
  it("shows the backtraces that gdb showed of the process", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "weave"), gunzipSync(readFileSync(join(THREADS, "program/weave.gz"))));
    const checkpoint = await openCheckpoint(join(THREADS, "images"));
    writeFileSync(join(folder, "core"), await bytesOf(await openCore(checkpoint, 32621)));
    await checkpoint.close();
    const words = ["-b", "-c", "core", "-o", "thread backtrace all", "-o", "x/s 0x31000000fa0", "weave"];
    const { stdout } = spawnSync("lldb", words, { cwd: folder, encoding: "utf8" });
    const [third, second, main] = readFileSync(join(THREADS, "truth/bt.txt"), "utf8")
      .split(/^Thread \d.*$/m)
      .slice(1);
    expect(frames(stdout)).toEqual(frames(`${main}${second}${third}`));
    expect(stdout).toContain('"weave block 0"');
  });
});
