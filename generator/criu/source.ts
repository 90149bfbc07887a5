import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commitOf, describeCheckout, describeRevision, isCheckout, type Revision, runGit } from "./repository.ts";
import { TreeError, type TreeFile } from "./text.ts";

/** The files of a source tree that describe the format. */
export interface TreeSource {
  /** What git knows of it; a folder that was unpacked has nothing of that. */
  readonly revision: Revision | undefined;
  readonly files: readonly TreeFile[];
}

/**
 * Reads the files that stand in one of the folders, not deeper, out of a source tree: a checkout, or with `rev` any
 * revision of a git repository, which is not checked out for it.
 */
export function readSource(dir: string, rev: string | undefined, folders: readonly string[]): TreeSource {
  if (!existsSync(dir)) throw new TreeError(`there is no folder ${dir}`);
  return rev === undefined ? readFolder(dir, folders) : readRevision(dir, rev, folders);
}

const IS_WANTED = /(?:\.(?:h|c|py|proto)|(?:^|\/)Makefile(?:\.versions)?)$/;

function readFolder(dir: string, folders: readonly string[]): TreeSource {
  const files = folders
    .filter((folder) => existsSync(join(dir, folder)))
    .flatMap((folder) =>
      readdirSync(join(dir, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && IS_WANTED.test(entry.name))
        .map((entry) => (folder === "." ? entry.name : `${folder}/${entry.name}`))
        .sort(),
    )
    .map((path) => ({ path, text: readFileSync(join(dir, path), "utf8") }));
  return { revision: isCheckout(dir) ? describeCheckout(dir) : undefined, files };
}

function readRevision(dir: string, rev: string, folders: readonly string[]): TreeSource {
  const commit = commitOf(dir, rev);
  const paths = folders.map((folder) => (folder === "." ? "./" : `${folder}/`));
  const listed = runGit(dir, ["ls-tree", "-z", "--full-tree", commit, "--", ...paths]).toString("utf8");
  const blobs = listed.split("\0").flatMap((line) => {
    const [, oid, path] = /^\d+ blob (\w+)\t(.*)$/.exec(line) ?? [];
    return oid !== undefined && path !== undefined && IS_WANTED.test(path) ? [{ oid, path }] : [];
  });
  const texts = textsOf(runGit(dir, ["cat-file", "--batch"], blobs.map(({ oid }) => `${oid}\n`).join("")));
  const files = blobs.map(({ path }, i) => ({ path, text: texts[i] ?? "" }));
  return { revision: describeRevision(dir, rev, commit), files };
}

/** What `git cat-file --batch` printed: for each file a line that says its size, its bytes, and an end of line. */
function textsOf(batch: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < batch.length; ) {
    const end = batch.indexOf("\n", at);
    const size = Number(batch.subarray(at, end).toString("utf8").split(" ")[2]);
    if (Number.isNaN(size)) throw new TreeError("git does not have all files of that revision");
    texts.push(batch.subarray(end + 1, end + 1 + size).toString("utf8"));
    at = end + 1 + size + 1;
  }
  return texts;
}
