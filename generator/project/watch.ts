import { type FSWatcher, watch as watchFiles } from "chokidar";
import type { Project } from "../config/project.ts";
import type { Target } from "../targets/target.ts";
import { renderProject } from "./render.ts";
import type { Verify } from "./update.ts";

/**
 * Time in milliseconds that files must stay unchanged before they are read, because editors write in steps. chokidar
 * reports no second change of a file within 50 ms: a file that was read sooner could change unseen.
 */
const SETTLE = 60;

/** Projects to watch, and the calls after each change. */
export interface Watched {
  readonly projects: readonly Project[];
  /** Folder of templates to watch too. */
  readonly templates: string | undefined;
  /** Reads critgen.yaml again. */
  readonly reload: () => Promise<readonly Project[]>;
  readonly generate: (projects: readonly Project[], verify: Verify) => Promise<unknown>;
  /** Is called after `generate` succeeded, with its time in milliseconds and the watched folders. */
  readonly onDone: (time: number, folders: readonly string[]) => void;
  /** Is called if `reload` or `generate` failed. */
  readonly onFailure: (error: unknown, folders: readonly string[]) => void;
}

/**
 * Generates again whenever critgen.yaml, a file of the schema, a template or the module of a target changes, until the process ends. After a
 * problem it waits for the next change.
 *
 * @returns a promise that rejects if the watcher fails
 */
export async function watchProject(watched: Watched): Promise<never> {
  const verify = createVerify();
  const { templates } = watched;
  let { projects } = watched;
  const run = async (): Promise<void> => {
    const start = performance.now();
    try {
      projects = await watched.reload();
      watcher.add([...foldersOf(projects), ...modulesOf(projects)]);
      await watched.generate(projects, verify);
      watched.onDone(performance.now() - start, foldersOf(projects));
    } catch (error) {
      watched.onFailure(error, foldersOf(projects));
    }
  };
  const next = inTurn();
  const files = [projects[0]?.source?.file, templates].filter((path) => path !== undefined);
  const watcher = watchFiles([...foldersOf(projects), ...modulesOf(projects), ...files], { ignoreInitial: true });
  onceSettled(watcher, () => next(run));
  // Waits until the watcher is ready, so that no change during the first run is missed.
  watcher.on("ready", () => {
    next(run);
    if (templates === undefined) next(() => rehearse(projects, verify));
  });
  // An error of the watcher ends the command, for instance if the system allows no more watches.
  return new Promise((_, reject) => watcher.once("error", reject));
}

/** Returns a function that verifies: each target has one verifier for all runs. */
function createVerify(): Verify {
  const known = new Map<Target, Promise<Target["verify"]>>();
  return async (files, target) => {
    const verifier = known.get(target) ?? verifierOf(target);
    known.set(target, verifier);
    return (await verifier)(files);
  };
}

async function verifierOf({ createVerifier, verify }: Target): Promise<Target["verify"]> {
  if (createVerifier === undefined) return verify;
  const verifier = await createVerifier();
  return async (files) => verifier(files);
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

/** Returns the folders of the schema, which all packages share. */
function foldersOf([project]: readonly Project[]): string[] {
  return project === undefined ? [] : [project.schema, ...project.extend];
}

/** Returns the modules of targets outside of critgen. */
function modulesOf(projects: readonly Project[]): string[] {
  return projects.flatMap(({ target: { module } }) => module ?? []);
}

/**
 * Rehearses an edit while nothing else runs. Otherwise the first real edit would meet cold code, and a verifier that
 * has not seen the package.
 */
async function rehearse(projects: readonly Project[], verify: Verify): Promise<void> {
  try {
    const { problemsOf } = await import("../generate.ts");
    for (let times = 0; times < 2; times++) {
      for (const project of projects) {
        // Reads a schema that critgen knows, too: it will be another one after an edit.
        problemsOf(project.schema, project.extend, project.target);
        await verify((await renderProject(project)).sources, project.target);
      }
    }
  } catch {
    // Problems of the schema are reported already, or will be with the next change.
  }
}
