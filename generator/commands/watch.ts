import { stdout } from "node:process";
import { watch as watchFiles } from "chokidar";
import { SchemaError } from "../model/problem.ts";
import { createVerifier } from "../verify/verify.ts";
import { type GenerateOptions, runGenerate } from "./generate.ts";
import { terminalOf } from "./terminal.ts";

/** How long files must have been left alone before they are read, in milliseconds: editors write in steps. */
const SETTLE = 40;

/**
 * Generates, and does so again whenever a file of the schema changes, until the process is ended. A schema that is
 * wrong is reported and waited for; what was generated before stays.
 */
export function runWatch(options: GenerateOptions, report: (error: SchemaError) => void): Promise<never> {
  const verifier = createVerifier();
  const { colors } = terminalOf(stdout);
  const run = (): void => {
    const start = performance.now();
    try {
      runGenerate(options, verifier);
      console.log(colors.dim(`${Math.round(performance.now() - start)} ms; watching ${options.schema}`));
    } catch (error) {
      if (error instanceof SchemaError) report(error);
      else console.error(error instanceof Error ? error.message : String(error));
      console.log(colors.dim(`waiting for a change in ${options.schema}`));
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const watcher = watchFiles(options.schema, { ignoreInitial: true });
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(run, SETTLE);
  });
  // Not before: what changes during the first run must not be missed.
  watcher.on("ready", run);
  return new Promise(() => {});
}
