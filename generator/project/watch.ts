import { type FSWatcher, watch as watchFiles } from "chokidar";
import type { Project } from "../config/load.ts";
import type { Target } from "../targets/target.ts";
import { renderProject } from "./render.ts";
import type { Verify } from "./update.ts";

/**
 * Time in milliseconds that files must stay unchanged before they are read, because editors write in steps. chokidar
 * reports no second change of a file within 50 ms: a file that was read sooner could change unseen.
 */
const SETTLE = 60;

/** A project to watch, and the calls after each change. */
export interface Watched {
  readonly project: Project;
  /** Folder of templates to watch too. */
  readonly templates: string | undefined;
  /** Reads critgen.yaml again. */
  readonly reload: () => Project;
  readonly generate: (project: Project, verify: Verify) => Promise<unknown>;
  /** Is called after `generate` succeeded, with its time in milliseconds and the watched folders. */
  readonly onDone: (time: number, folders: readonly string[]) => void;
  /** Is called if `reload` or `generate` failed. */
  readonly onFailure: (error: unknown, folders: readonly string[]) => void;
}

/**
 * Generates again whenever critgen.yaml, a file of the schema or a template changes, until the process ends. After a
 * problem it waits for the next change.
 *
 * @returns a promise that rejects if the watcher fails
 */
export async function watchProject(watched: Watched): Promise<never> {
  const verifierOf = createVerifiers();
  const { templates } = watched;
  let { project } = watched;
  const run = async (): Promise<void> => {
    const start = performance.now();
    try {
      project = watched.reload();
      watcher.add(foldersOf(project));
      await watched.generate(project, await verifierOf(project.target));
      watched.onDone(performance.now() - start, foldersOf(project));
    } catch (error) {
      watched.onFailure(error, foldersOf(project));
    }
  };
  const next = inTurn();
  const files = [project.source?.file, templates].filter((path) => path !== undefined);
  const watcher = watchFiles([...foldersOf(project), ...files], { ignoreInitial: true });
  onceSettled(watcher, () => next(run));
  // Waits until the watcher is ready, so that no change during the first run is missed.
  watcher.on("ready", () => {
    next(run);
    if (templates === undefined) next(async () => rehearse(project, await verifierOf(project.target)));
  });
  // An error of the watcher ends the command, for instance if the system allows no more watches.
  return new Promise((_, reject) => watcher.once("error", reject));
}

/** Returns a function that returns the verifier of a target: each target has one for all runs. */
function createVerifiers(): (target: Target) => Promise<Verify> {
  const known = new Map<Target, Promise<Verify>>();
  return (target) => {
    const verifier = known.get(target) ?? createVerifier(target);
    known.set(target, verifier);
    return verifier;
  };
}

async function createVerifier({ createVerifier, verify }: Target): Promise<Verify> {
  return createVerifier === undefined ? verify : createVerifier();
}

/** Returns a function that runs steps one after the other. */
function inTurn(): (step: () => void | Promise<void>) => void {
  let work = Promise.resolve();
  return (step) => {
    work = work.then(step);
  };
}

/** Calls `change` after changes, once files have stayed unchanged for a moment. */
function onceSettled(watcher: FSWatcher, change: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(change, SETTLE);
  });
}

function foldersOf({ schema, extend }: Project): string[] {
  return [schema, ...extend];
}

/**
 * Rehearses an edit while nothing else runs. Otherwise the first real edit would meet cold code, and a verifier that
 * has not seen the package.
 */
async function rehearse(project: Project, verify: Verify): Promise<void> {
  try {
    const { readModel } = await import("../generate.ts");
    for (let times = 0; times < 2; times++) {
      // A known schema has not been read so far, but it will be after an edit.
      readModel(project.schema, project.extend, project.target);
      await verify((await renderProject(project)).sources);
    }
  } catch {
    // Problems of the schema are reported already, or will be with the next change.
  }
}
