import { spawnSync } from "node:child_process";
import process from "node:process";

/* Python, in which CRIU's tool is written, as the oracle: one process for many values. */

/** Debian's crit works with the system's own interpreter; another may come first in the path. */
export const SYSTEM_PYTHON = "/usr/bin/python3";

/** Why a program that Python must run cannot be; undefined where it can. In CI it must be. */
export function missingIn(python: string, what: string, program: string): string | undefined {
  const { status } = spawnSync(python, ["-c", program]);
  return status === 0 || process.env["CI"] ? undefined : `${what} is not installed`;
}

export const NO_PYTHON: string | undefined = missingIn("python3", "python3", "");

/** What a Python program makes of `input`: it finds that under this name, and leaves its answer as `output`. */
export function python<T>(program: string, input: unknown, executable = "python3"): T {
  const whole = `import json, sys\ninput = json.load(sys.stdin)\n${program}\njson.dump(output, sys.stdout)`;
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 29 } as const;
  const { status, stdout, stderr } = spawnSync(executable, ["-c", whole], options);
  if (status !== 0) throw new Error(`python: ${stderr.trim()}`);
  return JSON.parse(stdout) as T;
}

/** Why tests that need a program do not run; CI has all of them. */
export function missing(command: string): string | undefined {
  if (process.env["CI"] !== undefined) return undefined;
  return spawnSync(command, ["--version"]).error === undefined ? undefined : `${command} is not installed`;
}

/** For the name of tests that are skipped. */
export function skipped(reason: string | undefined): string {
  return reason === undefined ? "" : ` (skipped: ${reason})`;
}
