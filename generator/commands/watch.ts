import { stdout } from "node:process";
import { watch as watchFiles } from "chokidar";
import type { Project } from "../config/load.ts";
import { printableLines } from "../model/printable.ts";
import { SchemaError } from "../model/problem.ts";
import { createVerifier } from "../verify/verify.ts";
import { type GenerateOptions, renderProject, runGenerate, type Verify } from "./generate.ts";
import { terminalOf } from "./terminal.ts";

/** How long files must have been left alone before they are read, in milliseconds: editors write in steps. */
const SETTLE = 40;

/**
 * Generates, and does so again whenever critgen.yaml, a file of the schema, or a template of the user's, changes, until
 * the process is ended. What is wrong is reported and waited for; what was generated before stays.
 *
 * @param reload reads critgen.yaml once more
 */
export function runWatch(
  options: GenerateOptions,
  report: (error: SchemaError) => void,
  reload: () => Project,
): Promise<never> {
  const verifier = createVerifier();
  const { colors } = terminalOf(stdout);
  const { templates } = options;
  let { project } = options;
  let watched = foldersOf(project).join(", ");
  const run = async (): Promise<void> => {
    const start = performance.now();
    try {
      project = reload();
      watched = foldersOf(project).join(", ");
      watcher.add(foldersOf(project));
      await runGenerate({ ...options, project }, verifier);
      console.log(colors.dim(`${Math.round(performance.now() - start)} ms; watching ${watched}`));
    } catch (error) {
      if (error instanceof SchemaError) report(error);
      else console.error(`critgen: ${printableLines((error as Error).message)}`);
      console.log(colors.dim(`waiting for a change in ${watched}`));
    }
  };
  let work = Promise.resolve();
  // One step after the other: none begins before the last one has ended.
  const next = (step: () => void | Promise<void>): void => {
    work = work.then(step);
  };
  let timer: NodeJS.Timeout | undefined;
  const files = [project.source?.file, templates].filter((path) => path !== undefined);
  const watcher = watchFiles([...foldersOf(project), ...files], { ignoreInitial: true });
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => next(run), SETTLE);
  });
  // Not before: what changes during the first run must not be missed.
  watcher.on("ready", () => {
    next(run);
    if (templates === undefined) next(() => rehearse(project, verifier));
  });
  // What cannot be watched any more, for instance as the system allows no more watches, ends the command.
  return new Promise((_, reject) => watcher.once("error", reject));
}

function foldersOf({ schema, extend }: Project): string[] {
  return [schema, ...extend];
}

/**
 * Goes through what an edit takes, while nobody waits. Without it the first real one would find a verifier that has not
 * seen the package yet, if that was up to date, and code that has hardly run.
 */
async function rehearse(project: Project, verifier: Verify): Promise<void> {
  try {
    const { readModel } = await import("../generate.ts");
    for (let times = 0; times < 2; times++) {
      // A schema that is known has not been read so far: after an edit it will be.
      readModel(project.schema, project.extend);
      verifier((await renderProject(project)).sources);
    }
  } catch {
    // A schema that is wrong has been reported, or will be when the change that made it so is noticed.
  }
}
