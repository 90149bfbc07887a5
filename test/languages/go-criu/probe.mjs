/* Runs requests in a copy of the module: see program/main.go. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { run } from "./module.mjs";

/** Builds the probe of a copy, and returns a function that runs requests in it: the results come in the same order. */
export function createProbe({ copy }) {
  const program = join(copy, "probe/probe");
  run("go", ["build", "-o", program, "./probe"], copy);
  return (requests) => {
    const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
    const { status, stdout, stderr } = spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 30 });
    if (status !== 0) throw new Error(`the probe failed: ${stderr}`);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
}
