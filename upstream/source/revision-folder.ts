import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { withScratch } from "../../generator/files/draft.ts";
import { git } from "./git.ts";

/** A folder in a revision of its repository. */
export interface Revision {
  readonly rev: string;
  /** Path of the folder; it need not exist in the work tree. The path of a bare repository means its root. */
  readonly dir: string;
}

/** Returns whether the folder of a revision has a file. */
export function hasFile({ rev, dir }: Revision, file: string): boolean {
  const { repository, path } = placeOf({ rev, dir });
  return run(repository, ["cat-file", "-e", `${commitOf(repository, rev)}:${path}${file}`]) !== undefined;
}

/** Returns whether the repository of a folder has a revision. */
export function isRevision({ rev, dir }: Revision): boolean {
  return run(resolve(dir), [...VERIFY, `${rev}^{commit}`]) !== undefined;
}

/** Runs `use` on a temporary copy of a revision's folder. The work tree and the index stay as they are. */
export function withFolder<T>({ rev, dir }: Revision, use: (folder: string) => T): T {
  const { repository, path } = placeOf({ rev, dir });
  const commit = commitOf(repository, rev);
  return withScratch((scratch) => {
    const folder = join(scratch, "tree");
    const options = ["--work-tree", scratch, "-c", "core.symlinks=false"];
    const index = { GIT_INDEX_FILE: join(scratch, "index") };
    demand(run(repository, [...options, "read-tree", `${commit}:${path.replace(/\/$/, "")}`], index), { rev, dir });
    demand(run(repository, [...options, "checkout-index", "--all", `--prefix=${folder}/`], index), { rev, dir });
    return use(folder);
  });
}

function demand(done: string | undefined, { rev, dir }: Revision): void {
  if (done === undefined) throw new Error(`git cannot read ${dir} of ${rev}`);
}

/** Returns the repository of a folder, and its path there: empty, or with a slash at its end. */
function placeOf({ dir }: Revision): { repository: string; path: string } {
  let there = resolve(dir);
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there);
  const prefix = run(there, ["rev-parse", "--show-prefix"]);
  if (prefix === undefined) throw new Error(`${dir} is in no git repository`);
  const below = relative(there, resolve(dir)).split(sep).join("/");
  return { repository: there, path: `${prefix.trim()}${below}${below === "" ? "" : "/"}` };
}

const VERIFY = ["rev-parse", "--verify", "--quiet", "--end-of-options"];

function commitOf(repository: string, rev: string): string {
  const commit = run(repository, [...VERIFY, `${rev}^{commit}`]);
  if (commit === undefined) throw new Error(`the git repository of ${repository} has no revision ${rev}`);
  return commit.trim();
}

/** Returns the output of git; undefined if git fails. */
function run(repository: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { status, stdout, error } = git(repository, args, { more });
  if (error !== undefined) throw new Error(`git cannot be run: ${error.message}`);
  return status === 0 ? stdout.toString("utf8") : undefined;
}
