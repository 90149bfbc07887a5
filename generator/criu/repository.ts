import { existsSync } from "node:fs";
import { join } from "node:path";
import { git } from "./git.ts";
import { TreeError } from "./text.ts";

/*
 * What git knows of a source tree. Neither the work tree nor the index is touched.
 */

/** A revision as git describes it. */
export interface Revision {
  /** The tag, or the one before with how far it is from there; the commit alone where there is none. */
  readonly name: string;
  /** The day of the commit, as year-month-day. */
  readonly date: string;
}

/** What releases are tagged by; others are of no account. */
const TAGS = ["--match", "v[0-9]*"];

/** Whether a folder is the checkout of a repository; it may be in one of another project. */
export function isCheckout(dir: string): boolean {
  return existsSync(join(dir, ".git"));
}

/** The commit of a revision. */
export function commitOf(dir: string, rev: string): string {
  const isRepository = git(dir, ["rev-parse", "--git-dir"]);
  if (isRepository.error !== undefined) throw new TreeError(`git cannot be run: ${isRepository.error.message}`);
  if (isRepository.status !== 0)
    throw new TreeError(`${dir} is not a git repository; without --rev it can be a folder`);
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{commit}`];
  const { status, stdout } = git(dir, args);
  if (status !== 0) throw new TreeError(`${dir} has no revision ${rev}`);
  return stdout.toString("utf8").trim();
}

/** A revision by the tag that it was asked for by, or else as git describes it. */
export function describeRevision(dir: string, rev: string, commit: string): Revision {
  const name = releaseTags(dir).includes(rev) ? rev : describe(dir, [commit]);
  return { name, date: dayOf(dir, commit) };
}

/** What is checked out, with `-dirty` where files are not as they were committed. */
export function describeCheckout(dir: string): Revision {
  return { name: describe(dir, ["--dirty"]), date: dayOf(dir, "HEAD") };
}

function describe(dir: string, what: readonly string[]): string {
  return runGit(dir, ["describe", "--tags", "--always", ...TAGS, ...what])
    .toString("utf8")
    .trim();
}

function dayOf(dir: string, commit: string): string {
  return runGit(dir, ["log", "-1", "--format=%as", commit]).toString("utf8").trim();
}

/** The tags that are called like releases. */
export function releaseTags(dir: string): string[] {
  return runGit(dir, ["tag", "--list", "v[0-9]*"]).toString("utf8").split("\n").slice(0, -1);
}

export function runGit(dir: string, args: readonly string[], input = ""): Buffer {
  const { status, stdout, stderr, error } = git(dir, args, { input });
  if (error !== undefined && "code" in error && error.code === "ENOBUFS")
    throw new TreeError(`${dir} has more to read than CRIU's source: give its repository`);
  if (error !== undefined) throw new TreeError(`git cannot be run: ${error.message}`);
  if (status === 0) return stdout;
  throw new TreeError(`git ${args[0]} failed in ${dir}: ${stderr.toString("utf8").trim().split("\n")[0]}`);
}
