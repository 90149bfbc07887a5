import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { cleaningUp } from "./interrupt.ts";
import { pathOf } from "./path.ts";

/*
 * Drafts: files and folders that exist for a moment, beside the file that they replace or in the folder for temporary
 * files. critgen handles no signals while it works, so that one ends it at once; it does while it waits for a tool. A draft that
 * stays behind contains the process id in its name, and the next run that writes there removes it.
 */

/** Age in milliseconds at which a draft of another machine is removed: its process cannot be checked. */
const PATIENCE = 24 * 60 * 60 * 1000;

const PATTERN = /^\.?critgen\.(\d+)\.(.+)\.tmp/;

/** Returns the name of this process's draft in any folder. It is short even for long file names. */
function draftName(): string {
  return `.critgen.${process.pid}.${hostname().slice(0, 64)}.tmp`;
}

/** Returns the path of a draft in `folder`, and removes those of processes that have ended. */
export function draftIn(folder: string): string {
  removeLeft(folder);
  // `join` would resolve `..`, but behind a link it leads elsewhere.
  const draft = `${folder}/${draftName()}`;
  // An earlier process with the same id may have left a file of this name, or somebody may have put a link there.
  rmSync(pathOf(draft), { recursive: true, force: true });
  return draft;
}

/** Runs `use` with an empty folder, and removes it afterwards. */
export function withScratch<T>(use: (folder: string) => T): T {
  const folder = createScratch();
  try {
    return use(folder);
  } finally {
    remove(folder);
  }
}

/** Runs `use` like `withScratch`, but waits for it. The folder is also removed if a signal ends critgen meanwhile. */
export function whileScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = createScratch();
  return cleaningUp(
    () => remove(folder),
    () => use(folder),
  ).finally(() => remove(folder));
}

function createScratch(): string {
  const home = tmpdir();
  removeLeft(home);
  return mkdtempSync(join(home, `${draftName().slice(1)}-`));
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Removes the drafts in a folder if their processes have ended. */
function removeLeft(folder: string): void {
  for (const name of namesIn(folder)) {
    const [draft, pid, host] = PATTERN.exec(name) ?? [];
    if (draft === undefined || Number(pid) === process.pid) continue;
    try {
      if (isLeft(join(folder, name), Number(pid), host)) remove(join(folder, name));
    } catch {
      // It belongs to another user, or was just removed.
    }
  }
}

function isLeft(path: string, pid: number, host: string | undefined): boolean {
  const { mtimeMs } = lstatSync(path);
  if (host !== hostname().slice(0, 64)) return Date.now() - mtimeMs > PATIENCE;
  try {
    process.kill(pid, 0);
    return false;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Lists a folder; empty if it cannot be listed. Writing will report the reason. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
