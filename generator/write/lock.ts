import { linkSync, readlinkSync, renameSync, rmdirSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../files/folders.ts";

/**
 * Name of the lock in a folder: a link to nowhere, with the holder as its target. Unlike a file, a link is created
 * together with its content.
 */
const LOCK = ".critgen.lock";

/** Time to wait for another run in milliseconds. Runs hold the lock for a fraction of a second. */
const PATIENCE = 10_000;
const PAUSE = 20;

/**
 * Runs `work` while holding the folder's lock. A lock is ignored if its process has ended.
 *
 * @throws {Error} if another run does not end
 */
export async function withLock<T>(folder: string, work: () => T): Promise<T> {
  const made = makeFolder(folder);
  const lock = join(folder, LOCK);
  const until = Date.now() + PATIENCE;
  while (!take(lock)) {
    const holder = readLock(lock);
    if (holder !== undefined && isGone(holder)) breakLock(lock, holder);
    else if (Date.now() < until) await sleep(PAUSE);
    else throw new Error(`${folder} is locked by another run; if there is none, delete ${lock}`);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
    if (made !== undefined) removeEmpty(folder, made);
  }
}

/** Removes a folder and its parents up to `first`, if they are empty. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let path = folder; path.length >= first.length; path = dirname(path)) rmdirSync(path);
  } catch {
    // The folder is not empty.
  }
}

const me = (): string => `${process.pid} ${hostname()}`;

function take(lock: string): boolean {
  try {
    symlinkSync(me(), lock);
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw problem;
  }
}

function readLock(lock: string): string | undefined {
  try {
    return readlinkSync(lock);
  } catch {
    return undefined;
  }
}

/** Returns whether the holder has ended. Processes of other machines cannot be checked. */
function isGone(holder: string): boolean {
  const [, pid, host] = /^(\d+) (.*)$/.exec(holder) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Removes a lock. If another run has replaced it meanwhile, the new lock is put back. */
function breakLock(lock: string, holder: string): void {
  const taken = `${lock}.${process.pid}`;
  try {
    renameSync(lock, taken);
    if (readLock(taken) !== holder) linkSync(taken, lock);
  } catch {
    // Another run was faster; the caller tries again.
  } finally {
    rmSync(taken, { force: true });
  }
}
