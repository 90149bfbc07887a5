import { copyFileSync, existsSync, linkSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RenderMap } from "../render/render.ts";
import type { Difference } from "./compare.ts";
import { makeFolder } from "./folders.ts";
import { MANIFEST, transition } from "./manifest.ts";
import { holdSignals } from "./signals.ts";

/*
 * A folder goes from one state to the next in two steps. First all that is new is written into a folder of its own
 * within: whatever fails there (a full disk, a folder that cannot be written to), nothing has happened. Then files are
 * only renamed, at once; where that fails, all goes back. A process that is killed in these few milliseconds leaves some
 * files in the one state and some in the other, and a manifest that knows both: the next run brings all to the new one.
 */

/** Where what is new stands until all of it is there. */
const STAGE = ".critgen.tmp";

/** A file that changes: where its new text and its old one are kept meanwhile, if it has them. */
interface Step {
  readonly target: string;
  readonly next: string | undefined;
  readonly old: string | undefined;
}

/**
 * Brings a folder to what was rendered: writes what is missing or changed, removes what is stale, and leaves all else
 * alone, time stamps too. What Node throws where a file cannot be written passes, and the folder is as it was.
 */
export function write(folder: string, files: RenderMap, differences: readonly Difference[]): void {
  const stage = join(folder, STAGE);
  const made: string[] = [];
  // A run that was killed may have left it.
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
  // The manifest names both states first, so that should this run not end, the next one still knows what is critgen's.
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

/** Keeps what is there under another name. A folder cannot be replaced by a file. */
function keep(target: string, old: string): string | undefined {
  const there = statSync(target, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  if (there.isDirectory()) throw new Error(`${target} is a folder: move it, or choose another --out`);
  try {
    linkSync(target, old);
  } catch {
    copyFileSync(target, old);
  }
  return old;
}

/** Renames and removes; where that fails, what was done is undone. */
function swap(steps: readonly Step[]): void {
  const done: Step[] = [];
  try {
    for (const step of steps) {
      done.push(step);
      if (step.next === undefined) rmSync(step.target, { force: true });
      else renameSync(step.next, step.target);
    }
  } catch (problem) {
    for (const step of done.reverse()) undo(step);
    throw problem;
  }
}

/** Puts back what was there. What cannot be put back, the next run brings to the new state. */
function undo({ target, next, old }: Step): void {
  try {
    if (old !== undefined) renameSync(old, target);
    else if (next !== undefined && !existsSync(next)) rmSync(target, { force: true });
  } catch {
    // The first problem is the one to tell.
  }
}

/** Makes a folder with those around it, and notes those that were not there. */
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

/** Removes the folders that a removed file leaves empty. */
function removeEmptyParents(folder: string, path: string): void {
  for (let parent = dirname(path); parent !== "." && removeEmpty(join(folder, parent)); parent = dirname(parent));
}
