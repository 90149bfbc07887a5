// Measures the time from a first signal to the end of a command, at moments spread over its run. critgen delays signals
// only during the milliseconds in which it renames the written files of a package or a schema.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { summary } from "./support.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const CRITGEN = file("../dist/main.cjs");
const GOAL = 100;

const COMMANDS = {
  decode: ["decode", "large.img", "-o", "out.json"],
  encode: ["encode", "large.json", "-o", "out.img"],
  generate: ["generate", "--schema", "schema", "--out", "made"],
  import: ["import", file("../test/fixtures/criu-trees/new"), "--schema", "other"],
};

/** Makes a folder with an image of one large entry, its JSON, and a schema. */
function workplace() {
  const folder = mkdtempSync(join(tmpdir(), "critgen-signals-"));
  cpSync(file("../schema"), join(folder, "schema"), { recursive: true });
  const threads = Array.from({ length: 300_000 }, (_, i) => i + 1);
  const entries = [{ pid: 1, ppid: 0, pgid: 1, sid: 1, threads }];
  writeFileSync(join(folder, "large.json"), JSON.stringify({ magic: "PSTREE", entries }));
  spawnSync(process.execPath, [CRITGEN, "encode", "large.json", "-o", "large.img"], { cwd: folder });
  return folder;
}

/**
 * Returns the milliseconds from a signal, sent after `share` of `duration`, to the end; nothing if it came too late.
 */
async function toEnd(args, cwd, duration, share, signal) {
  const child = spawn(process.execPath, [CRITGEN, ...args], { cwd, stdio: "ignore" });
  const exit = once(child, "exit");
  await sleep(duration * share);
  if (child.exitCode !== null) return [];
  const start = performance.now();
  child.kill(signal);
  await exit;
  return [performance.now() - start];
}

export async function signals({ rounds, tell }) {
  const folder = workplace();
  const head = ["ms from the first signal to the end", "median", "most", "goal", "reached"];
  for (const [name, args] of Object.entries(COMMANDS)) {
    const start = performance.now();
    spawnSync(process.execPath, [CRITGEN, ...args], { cwd: folder });
    const duration = performance.now() - start;
    const times = [];
    for (let i = 0; i < 4 * rounds; i++) {
      for (const made of ["made", "other"]) rmSync(join(folder, made), { recursive: true, force: true });
      const share = (i + 0.5) / (4 * rounds);
      times.push(...(await toEnd(args, folder, duration, share, i % 2 === 0 ? "SIGINT" : "SIGTERM")));
    }
    const { median, most } = summary(times);
    tell(head, [name, median.toFixed(1), most.toFixed(1), `${GOAL}`, most <= GOAL ? "yes" : "no"]);
  }
  rmSync(folder, { recursive: true, force: true });
}
