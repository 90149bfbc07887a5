import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readText, refuseLinkedFolder, refuseLong, refuseMuch } from "./read-text.ts";
import { commitOf, describeCheckout, describeRevision, isCheckout, type Revision, runGit } from "./repository.ts";
import { TreeError, type TreeFile } from "./tree-file.ts";

/** The files of a source tree that describe the format. */
export interface TreeSource {
  /** Revision of the tree; undefined for a folder that is not a checkout. */
  readonly revision: Revision | undefined;
  readonly files: readonly TreeFile[];
}

/** Reads the files in some folders of CRIU's source. With `rev`, git reads them from that revision. */
export function readSource(dir: string, rev: string | undefined, folders: readonly string[]): TreeSource {
  if (!existsSync(dir)) throw new TreeError(`there is no folder ${dir}`);
  return rev === undefined ? readFolder(dir, folders) : readRevision(dir, rev, folders);
}

const IS_WANTED = /(?:\.(?:h|c|py|proto)|(?:^|\/)Makefile(?:\.versions)?)$/;

function readFolder(dir: string, folders: readonly string[]): TreeSource {
  const there = folders.filter((folder) => existsSync(join(dir, folder)));
  for (const folder of there) refuseLinkedFolder(dir, folder);
  const files = there
    .flatMap((folder) =>
      readdirSync(join(dir, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && IS_WANTED.test(entry.name))
        .map((entry) => (folder === "." ? entry.name : `${folder}/${entry.name}`))
        .sort(),
    )
    .map((path) => ({ path, text: readText(dir, path) }));
  refuseMuch(files, dir);
  return { revision: isCheckout(dir) ? describeCheckout(dir) : undefined, files };
}

function readRevision(dir: string, rev: string, folders: readonly string[]): TreeSource {
  const commit = commitOf(dir, rev);
  const paths = folders.map((folder) => (folder === "." ? "./" : `${folder}/`));
  const listed = runGit(dir, ["ls-tree", "-z", "--full-tree", commit, "--", ...paths]).toString("utf8");
  const blobs = listed.split("\0").flatMap((line) => {
    // Skips links: the blob of a link is a path.
    const [, oid, path] = /^100\d+ blob (\w+)\t(.*)$/.exec(line) ?? [];
    return oid !== undefined && path !== undefined && IS_WANTED.test(path) ? [{ oid, path }] : [];
  });
  const texts = textsOf(runGit(dir, ["cat-file", "--batch"], blobs.map(({ oid }) => `${oid}\n`).join("")), rev);
  const files = blobs.map(({ path }, i) => ({ path, text: refuseLong(texts[i] ?? "", path) }));
  refuseMuch(files, dir);
  return { revision: describeRevision(dir, rev, commit), files };
}

/**
 * Reads the output of `git cat-file --batch`: for each file a line with its size, its bytes, and an end of line.
 *
 * @throws {TreeError} if git lacks a file, as a partial clone does
 */
function textsOf(batch: Buffer, rev: string): string[] {
  const texts: string[] = [];
  for (let at = 0; at < batch.length; ) {
    const end = batch.indexOf("\n", at);
    const [oid, kind, size] = batch.subarray(at, end).toString("utf8").split(" ");
    if (kind !== "blob") throw new TreeError(`git lacks ${oid} of ${rev}, as in a partial clone: fetch it first`);
    texts.push(batch.subarray(end + 1, end + 1 + Number(size)).toString("utf8"));
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}
