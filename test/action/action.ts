import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { parse } from "yaml";
import { CRITGEN, ROOT } from "../support/cli.ts";
import { type Cleanup, temporaryFolder } from "../support/schema.ts";

/* Runs the comparing step of action.yml as GitHub does: in bash, with its inputs in environment variables. */

interface Step {
  readonly id?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const action: Action = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));

/** Result of the action. */
export interface Ran {
  readonly code: number | null;
  /** Lines of the log. */
  readonly log: readonly string[];
  /** Summary of the job. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the step in a folder, with this critgen in place of an installed one. */
export function runAction(cwd: string, inputs: Readonly<Record<string, string>> = {}, cleanup?: Cleanup): Ran {
  const temp = temporaryFolder(cleanup);
  const installed = join(temp, "critgen/node_modules/critgen");
  mkdirSync(installed, { recursive: true });
  symlinkSync(dirname(CRITGEN), join(installed, "dist"));
  const [summary, output] = [join(temp, "summary"), join(temp, "output")];
  for (const file of [summary, output]) writeFileSync(file, "");
  const files = { RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
  const { run, env } = comparing(inputs);
  // GitHub runs `shell: bash` with these options.
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", run];
  const options = { cwd, env: { ...process.env, ...files, ...env }, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync("bash", args, options);
  const read = (file: string): string[] => readFileSync(file, "utf8").split("\n").filter(Boolean);
  const outputs = read(output).map((line) => line.split("=") as [string, string]);
  return {
    code: status,
    log: `${stdout}${stderr}`.split("\n").filter(Boolean),
    summary: readFileSync(summary, "utf8"),
    outputs: Object.fromEntries(outputs),
  };
}

/** Returns the text of the step, and its environment for some inputs. */
function comparing(inputs: Readonly<Record<string, string>>): Pick<Step, "run" | "env"> {
  const step = action.runs.steps.find(({ id }) => id === "compare");
  if (step === undefined) throw new Error("action.yml has no step `compare`");
  const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? "";
  const filled = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => value(name));
  return {
    run: step.run,
    env: Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, filled(text)])),
  };
}
