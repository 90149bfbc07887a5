import { rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../files/folders.ts";
import type { RenderMap } from "../render/render.ts";
import type { Difference } from "./compare.ts";
import { transition } from "./manifest.ts";
import { MANIFEST } from "./manifest-text.ts";
import { holdSignals } from "./signals.ts";
import { keep, type Step, swap } from "./swap.ts";

/*
 * A folder changes in two steps. First all new files are written to a stage, a folder inside of it: if that fails,
 * because the disk is full for instance, nothing has happened. Then files are only renamed; if that fails, all renames
 * are undone. A process that is killed in these few milliseconds leaves a mix of old and new files, and a manifest that
 * accepts both: the next run completes the change.
 */

/** Folder of new files until all of them are written. */
const STAGE = ".critgen.tmp";

/**
 * Updates a folder: writes missing and changed files, removes stale ones, and leaves all others alone, with their time
 * stamps. If a file cannot be written, the folder is restored and Node's error is thrown on.
 */
export function write(folder: string, files: RenderMap, differences: readonly Difference[]): void {
  const stage = join(folder, STAGE);
  const made: string[] = [];
  // A killed run may have left its stage.
  rmSync(stage, { recursive: true, force: true });
  try {
    make(stage, made);
    const steps = stageAll(folder, files, differences, made);
    holdSignals();
    swap(steps);
  } catch (problem) {
    rmSync(stage, { recursive: true, force: true });
    for (const path of made.reverse()) removeEmpty(path);
    throw problem;
  }
  rmSync(stage, { recursive: true, force: true });
  for (const { path } of differences) if (!files.has(path)) removeEmptyParents(folder, path);
}

function stageAll(folder: string, files: RenderMap, differences: readonly Difference[], made: string[]): Step[] {
  const changes = differences
    .filter(({ path }) => path !== MANIFEST)
    .map(({ path }): [string, string | undefined] => [path, files.get(path)]);
  // The first manifest accepts both states, so that the next run knows critgen's files even if this one is killed.
  const all = [[MANIFEST, transition(folder, files)] as const, ...changes, [MANIFEST, files.get(MANIFEST)] as const];
  return all.map(([path, text], i) => {
    const target = join(folder, path);
    const draft = join(folder, STAGE, `${i}`);
    if (text !== undefined) {
      make(dirname(target), made);
      writeFileSync(draft, text);
    }
    const next = text === undefined ? undefined : draft;
    return { target, next, old: keep(target, `${draft}.old`) };
  });
}

/** Creates a folder and its parents, and adds the new ones to `made`. */
function make(folder: string, made: string[]): void {
  const first = makeFolder(folder);
  for (let path = folder; first !== undefined && path.length >= first.length; path = dirname(path)) made.push(path);
  made.sort((a, b) => a.length - b.length);
}

/** Removes a folder that is empty: the system removes no other. */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Removes the folders that are empty without a removed file. */
function removeEmptyParents(folder: string, path: string): void {
  for (let parent = dirname(path); parent !== "." && removeEmpty(join(folder, parent)); parent = dirname(parent));
}
