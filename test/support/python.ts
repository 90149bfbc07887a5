import { spawnSync } from "node:child_process";
import process from "node:process";

/* Uses Python, the language of CRIU's tool, as the reference: one process for many values. */

/** Path of the system's interpreter, which Debian's crit needs; another one may come first in the path. */
export const SYSTEM_PYTHON = "/usr/bin/python3";

/** Returns why Python cannot run a program, or undefined. CI must be able to run it. */
export function missingIn(python: string, what: string, program: string): string | undefined {
  const { status } = spawnSync(python, ["-c", program]);
  return status === 0 || process.env["CI"] ? undefined : `${what} is not installed`;
}

export const NO_PYTHON: string | undefined = missingIn("python3", "python3", "");

/** Runs a Python program that reads `input` and assigns its answer to `output`. */
export function python<T>(program: string, input: unknown, executable = "python3"): T {
  const whole = `import json, sys\ninput = json.load(sys.stdin)\n${program}\njson.dump(output, sys.stdout)`;
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 29 } as const;
  const { status, stdout, stderr } = spawnSync(executable, ["-c", whole], options);
  if (status !== 0) throw new Error(`python: ${stderr.trim()}`);
  return JSON.parse(stdout) as T;
}

/** Returns why tests of a program are skipped, or undefined. CI has all programs. */
export function missing(command: string): string | undefined {
  if (process.env["CI"] !== undefined) return undefined;
  return spawnSync(command, ["--version"]).error === undefined ? undefined : `${command} is not installed`;
}

/** Returns the end of a title that says why its tests are skipped. */
export function skipped(reason: string | undefined): string {
  return reason === undefined ? "" : ` (skipped: ${reason})`;
}
