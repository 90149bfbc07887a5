import { stdout } from "node:process";
import type { Project } from "../../generator/config/project.ts";
import { SchemaError } from "../../generator/model/problem.ts";
import { watchProject } from "../../generator/project/watch.ts";
import { printableLines } from "../../generator/text/printable.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { type GenerateOptions, runGenerate } from "./run.ts";

/**
 * Runs `critgen generate --watch`, until the process ends. After a problem it keeps the last output.
 *
 * @param reload reads critgen.yaml again
 */
export function runWatch(
  options: GenerateOptions,
  report: (error: SchemaError) => void,
  reload: () => Promise<readonly Project[]>,
): Promise<never> {
  const { colors } = terminalOf(stdout);
  const { projects, templates } = options;
  return watchProject({
    projects,
    templates,
    reload,
    generate: (projects, verify) => runGenerate({ ...options, projects }, verify),
    onDone: (time, folders) => console.log(colors.dim(`${Math.round(time)} ms; watching ${folders.join(", ")}`)),
    onFailure: (error, folders) => {
      if (error instanceof SchemaError) report(error);
      else console.error(`critgen: ${printableLines((error as Error).message)}`);
      console.log(colors.dim(`waiting for a change in ${folders.join(", ")}`));
    },
  });
}
