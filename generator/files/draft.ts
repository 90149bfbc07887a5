import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathOf } from "./path.ts";

/*
 * Drafts: files and folders that stand for a moment, beside what they become or in the folder for temporary things. No
 * signal is handled while critgen works, so that one ends it at once; a draft that it leaves names its process, and the
 * next run that writes there removes it.
 */

/** How long a draft of another machine is left alone, in milliseconds: nothing tells whether its process lives. */
const PATIENCE = 24 * 60 * 60 * 1000;

const PATTERN = /^\.?critgen\.(\d+)\.(.+)\.tmp/;

/** The name of this process's draft in any folder: short, however long the name of the file is. */
function draftName(): string {
  return `.critgen.${process.pid}.${hostname().slice(0, 64)}.tmp`;
}

/** The draft of a file in `folder`; those that runs which are gone have left there are removed. */
export function draftIn(folder: string): string {
  removeLeft(folder);
  // Not joined: `..` behind a link leads elsewhere.
  const draft = `${folder}/${draftName()}`;
  // What has this name already is left of an earlier process with the same number, or a link that somebody laid there.
  rmSync(pathOf(draft), { recursive: true, force: true });
  return draft;
}

/** Gives `use` an empty folder, which is gone afterwards. */
export function withScratch<T>(use: (folder: string) => T): T {
  const home = tmpdir();
  removeLeft(home);
  const folder = mkdtempSync(join(home, `${draftName().slice(1)}-`));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes the drafts in a folder whose processes are gone. */
function removeLeft(folder: string): void {
  for (const name of namesIn(folder)) {
    const [draft, pid, host] = PATTERN.exec(name) ?? [];
    if (draft === undefined || Number(pid) === process.pid) continue;
    try {
      if (isLeft(join(folder, name), Number(pid), host)) rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Another user's, or just gone.
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

/** The names in a folder; none if it cannot be listed: what is wrong with it, writing will tell. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
