import { linkSync, readlinkSync, renameSync, rmdirSync, rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "./folders.ts";

/**
 * Stands in a folder while it is being written to: a link to nowhere, whose target says by whom. A link is there with all
 * that it says, or not at all.
 */
const LOCK = ".critgen.lock";

/** How long to wait for another run, in milliseconds. It holds its lock for a fraction of a second. */
const PATIENCE = 10_000;
const PAUSE = 20;

/**
 * Does something to a folder that nobody else of critgen's is doing anything to meanwhile. A lock whose process has gone
 * counts for nothing.
 *
 * @throws {Error} where another run does not come to an end
 */
export async function withLock<T>(folder: string, work: () => T): Promise<T> {
  const made = makeFolder(folder);
  const lock = join(folder, LOCK);
  const until = Date.now() + PATIENCE;
  while (!take(lock)) {
    const holder = readLock(lock);
    if (holder !== undefined && isGone(holder)) breakLock(lock, holder);
    else if (Date.now() < until) await sleep(PAUSE);
    else throw new Error(`${folder} is being written to by another run; if there is none, delete ${lock}`);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
    if (made !== undefined) removeEmpty(folder, made);
  }
}

/** Removes a folder that nothing was written into, and those around it up to `first`. */
function removeEmpty(folder: string, first: string): void {
  try {
    for (let path = folder; path.length >= first.length; path = dirname(path)) rmdirSync(path);
  } catch {
    // It is not empty.
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

/** Of a process of another machine nothing is known. */
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

/** Takes a lock away, unless another run has done so and has one of its own now. */
function breakLock(lock: string, holder: string): void {
  const taken = `${lock}.${process.pid}`;
  try {
    renameSync(lock, taken);
    if (readLock(taken) !== holder) linkSync(taken, lock);
  } catch {
    // Somebody was faster: it is tried again.
  } finally {
    rmSync(taken, { force: true });
  }
}
