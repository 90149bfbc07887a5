import { existsSync } from "node:fs";
import { join } from "node:path";
import { git } from "./git.ts";
import { TreeError } from "./tree-file.ts";

/*
 * Asks git about a source tree. Does not touch the work tree and the index.
 */

/** A revision of a repository. */
export interface Revision {
  /** Output of `git describe`: the tag, or the tag before and the distance from it; the commit if there is no tag. */
  readonly name: string;
  /** Day of the commit, as year-month-day. */
  readonly date: string;
}

/** Arguments that select the tags of releases. */
const TAGS = ["--match", "v[0-9]*"];

/** Returns whether a folder is the root of a checkout. A folder inside a repository of another project is not. */
export function isCheckout(dir: string): boolean {
  return existsSync(join(dir, ".git"));
}

/** Returns the commit of a revision. */
export function commitOf(dir: string, rev: string): string {
  const isRepository = git(dir, ["rev-parse", "--git-dir"]);
  if (isRepository.error !== undefined) throw new TreeError(`git cannot be run: ${isRepository.error.message}`);
  if (isRepository.status !== 0)
    throw new TreeError(`${dir} is not a git repository: omit --rev to read the folder itself`);
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{commit}`];
  const { status, stdout } = git(dir, args);
  if (status !== 0) throw new TreeError(`${dir} has no revision ${rev}`);
  return stdout.toString("utf8").trim();
}

/** Describes a revision: by its tag if `rev` is one, else by `git describe`. */
export function describeRevision(dir: string, rev: string, commit: string): Revision {
  const name = releaseTags(dir).includes(rev) ? rev : describe(dir, [commit]);
  return { name, date: dayOf(dir, commit) };
}

/** Describes the checkout, with `-dirty` if files differ from the commit. */
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

/** Returns the tags of releases. */
export function releaseTags(dir: string): string[] {
  return runGit(dir, ["tag", "--list", "v[0-9]*"]).toString("utf8").split("\n").slice(0, -1);
}

export function runGit(dir: string, args: readonly string[], input = ""): Buffer {
  const { status, stdout, stderr, error } = git(dir, args, { input });
  if (error !== undefined && "code" in error && error.code === "ENOBUFS")
    throw new TreeError(`${dir} has more to read than CRIU's source: specify the repository of CRIU`);
  if (error !== undefined) throw new TreeError(`git cannot be run: ${error.message}`);
  if (status === 0) return stdout;
  throw new TreeError(`git ${args[0]} failed in ${dir}: ${stderr.toString("utf8").trim().split("\n")[0]}`);
}
