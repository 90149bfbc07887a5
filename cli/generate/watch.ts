import { stdout } from "node:process";
import { watch as watchFiles } from "chokidar";
import type { Project } from "../../generator/config/load.ts";
import { SchemaError } from "../../generator/model/problem.ts";
import { createVerifier } from "../../generator/verify/verify.ts";
import { printableLines } from "../terminal/printable.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { type GenerateOptions, renderProject, runGenerate, type Verify } from "./run.ts";

/**
 * Time in milliseconds that files must stay unchanged before they are read, because editors write in steps. chokidar
 * reports no second change of a file within 50 ms: a file that was read sooner could change unseen.
 */
const SETTLE = 60;

/**
 * Generates again whenever critgen.yaml, a file of the schema or a template changes, until the process ends. After a
 * problem it waits for the next change, and keeps the last output.
 *
 * @param reload reads critgen.yaml again
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
  // Steps run one after the other.
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
  // Waits until the watcher is ready, so that no change during the first run is missed.
  watcher.on("ready", () => {
    next(run);
    if (templates === undefined) next(() => rehearse(project, verifier));
  });
  // An error of the watcher ends the command, for instance if the system allows no more watches.
  return new Promise((_, reject) => watcher.once("error", reject));
}

function foldersOf({ schema, extend }: Project): string[] {
  return [schema, ...extend];
}

/**
 * Rehearses an edit while nothing else runs. Otherwise the first real edit would meet cold code, and a verifier that
 * has not seen the package.
 */
async function rehearse(project: Project, verifier: Verify): Promise<void> {
  try {
    const { readModel } = await import("../../generator/generate.ts");
    for (let times = 0; times < 2; times++) {
      // A known schema has not been read so far, but it will be after an edit.
      readModel(project.schema, project.extend);
      verifier((await renderProject(project)).sources);
    }
  } catch {
    // Problems of the schema are reported already, or will be with the next change.
  }
}
