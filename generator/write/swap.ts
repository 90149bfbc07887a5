import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";

/** A change of one file: the draft of its new text, and the copy of its old one, if there are any. */
export interface Step {
  readonly target: string;
  readonly next: string | undefined;
  readonly old: string | undefined;
}

/** Keeps the present file under another name. A file cannot replace a folder. */
export function keep(target: string, old: string): string | undefined {
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

/** Renames and removes files. If that fails, undoes all steps. */
export function swap(steps: readonly Step[]): void {
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

/** Restores the old file. If that fails, the next run completes the change. */
function undo({ target, next, old }: Step): void {
  try {
    if (old !== undefined) renameSync(old, target);
    else if (next !== undefined && !existsSync(next)) rmSync(target, { force: true });
  } catch {
    // Only the first error is reported.
  }
}
