import { spawnSync } from "node:child_process";
import process from "node:process";

/* Uses Python, the language of CRIU's tool, as the oracle: one process for many values. */

/** Debian's crit needs the system's own interpreter; another may come first in the path. */
export const SYSTEM_PYTHON = "/usr/bin/python3";

/** Returns the reason why Python cannot run a program; undefined if it can. CI must have it. */
export function missingIn(python: string, what: string, program: string): string | undefined {
  const { status } = spawnSync(python, ["-c", program]);
  return status === 0 || process.env["CI"] ? undefined : `${what} is not installed`;
}

export const NO_PYTHON: string | undefined = missingIn("python3", "python3", "");

/** Runs a Python program: it finds the value under the name `input`, and leaves its answer as `output`. */
export function python<T>(program: string, input: unknown, executable = "python3"): T {
  const whole = `import json, sys\ninput = json.load(sys.stdin)\n${program}\njson.dump(output, sys.stdout)`;
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 29 } as const;
  const { status, stdout, stderr } = spawnSync(executable, ["-c", whole], options);
  if (status !== 0) throw new Error(`python: ${stderr.trim()}`);
  return JSON.parse(stdout) as T;
}

/** Returns the reason to skip tests that need a program; CI has all of them. */
export function missing(command: string): string | undefined {
  if (process.env["CI"] !== undefined) return undefined;
  return spawnSync(command, ["--version"]).error === undefined ? undefined : `${command} is not installed`;
}

/** Suffix for the titles of skipped tests. */
export function skipped(reason: string | undefined): string {
  return reason === undefined ? "" : ` (skipped: ${reason})`;
}
