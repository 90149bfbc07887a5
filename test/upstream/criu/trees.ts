import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../support/schema.ts";

/* Makes small source trees of test/fixtures: unchanged, broken, or as revisions of a repository. */

export function treeFolder(name: "old" | "new"): string {
  return fileURLToPath(new URL(`../../fixtures/criu-trees/${name}`, import.meta.url));
}

/** Copies a tree, and changes one file of the copy. */
export function changedTree(file: string, change: (text: string) => string, name: "old" | "new" = "new"): string {
  const folder = temporaryFolder();
  cpSync(treeFolder(name), folder, { recursive: true });
  return changedFile(folder, file, change);
}

/** Changes one more file of a copied tree. */
export function changedFile(folder: string, file: string, change: (text: string) => string): string {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
  return folder;
}

/** Runs git in a folder, always on the same day. */
export function git(folder: string, ...args: readonly string[]): void {
  const author = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"];
  const date = "2031-02-03T12:00:00Z";
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const { status, stderr } = spawnSync("git", ["-C", folder, ...author, ...args], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** Makes a repository with both trees as the releases v1.4 and v4.2.7, and one more commit; its work tree is empty. */
export function repository(cleanup?: Parameters<typeof temporaryFolder>[0]): string {
  const folder = temporaryFolder(cleanup);
  git(folder, "init", "--quiet");
  for (const [tree, tag] of [
    ["old", "v1.4"],
    ["new", "v4.2.7"],
  ] as const) {
    cpSync(treeFolder(tree), folder, { recursive: true });
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", tag);
    git(folder, "tag", tag);
    git(folder, "rm", "-r", "--quiet", ".");
  }
  git(folder, "checkout", "--quiet", "v4.2.7", "--", ".");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", "more");
  git(folder, "rm", "-r", "--quiet", "--force", ".");
  return folder;
}

/** Makes the repository with its last commit checked out. */
export function checkout(cleanup?: Parameters<typeof temporaryFolder>[0]): string {
  const folder = repository(cleanup);
  git(folder, "reset", "--quiet", "--hard");
  return folder;
}

/** Changes files of a checkout and commits them; a tag is a release, and sets the version too. */
export function commit(
  folder: string,
  changes: Readonly<Record<string, readonly [from: string, to: string]>>,
  tag?: string,
): void {
  for (const [file, [from, to]] of Object.entries(changes)) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  }
  git(folder, "commit", "--quiet", "--all", "--allow-empty", "--message", tag ?? "a change");
  if (tag !== undefined) git(folder, "tag", tag);
}
