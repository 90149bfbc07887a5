import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { TreeError, type TreeFile } from "./text.ts";

/** The files of a source tree that describe the format. */
export interface TreeSource {
  /** What it is called: a release, or a revision as `git describe` names it; a folder by the version that it says. */
  readonly name: string;
  /** The day of the revision, as year-month-day; a folder has none. */
  readonly date?: string;
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

const IS_WANTED = /(?:\.(?:h|c|py|proto)|(?:^|\/)Makefile)$/;
const VERSION_FILES = ["Makefile.versions", "Makefile"];

function readFolder(dir: string, folders: readonly string[]): TreeSource {
  const files = folders
    .filter((folder) => existsSync(join(dir, folder)))
    .flatMap((folder) =>
      readdirSync(join(dir, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && IS_WANTED.test(entry.name))
        .map((entry) => (folder === "." ? entry.name : `${folder}/${entry.name}`))
        .sort(),
    );
  const name = versionOf(dir) ?? basename(resolve(dir));
  return { name, files: files.map((path) => ({ path, text: readFileSync(join(dir, path), "utf8") })) };
}

/** The version that a tree says of itself, as its release is called: `v4.2`. */
function versionOf(dir: string): string | undefined {
  const file = VERSION_FILES.find((name) => existsSync(join(dir, name)));
  if (file === undefined) return undefined;
  const text = readFileSync(join(dir, file), "utf8");
  const numbers = ["MAJOR", "MINOR", "SUBLEVEL"].flatMap((part) => {
    return new RegExp(`^(?:CRIU_)?VERSION_${part}[ \\t]*:?=[ \\t]*(\\d+)`, "m").exec(text)?.[1] ?? [];
  });
  return numbers.length === 0 ? undefined : `v${numbers.join(".")}`;
}

function readRevision(dir: string, rev: string, folders: readonly string[]): TreeSource {
  const git = (args: readonly string[], input?: string): Buffer => runGit(dir, args, input);
  const isRepository = spawnSync("git", ["-C", dir, "rev-parse", "--git-dir"], { stdio: "ignore" });
  if (isRepository.error !== undefined) throw new TreeError(`git cannot be run: ${isRepository.error.message}`);
  if (isRepository.status !== 0)
    throw new TreeError(`${dir} is not a git repository; without --rev it can be a folder`);
  const commit = nameOfCommit(dir, rev);
  if (commit === undefined) throw new TreeError(`${dir} has no revision ${rev}`);
  const paths = folders.map((folder) => (folder === "." ? "./" : `${folder}/`));
  const listed = git(["ls-tree", "-z", "--full-tree", commit, "--", ...paths]).toString("utf8");
  const blobs = listed.split("\0").flatMap((line) => {
    const [, oid, path] = /^\d+ blob (\w+)\t(.*)$/.exec(line) ?? [];
    return oid !== undefined && path !== undefined && IS_WANTED.test(path) ? [{ oid, path }] : [];
  });
  const batch = git(["cat-file", "--batch"], blobs.map(({ oid }) => `${oid}\n`).join(""));
  const texts = textsOf(batch);
  const date = git(["log", "-1", "--format=%as", commit]).toString("utf8").trim();
  const described = spawnSync("git", ["-C", dir, "describe", "--tags", commit], { encoding: "utf8" }).stdout.trim();
  const name = /^v\d/.test(rev) || described === "" ? rev : described;
  return { name, date, files: blobs.map(({ path }, i) => ({ path, text: texts[i] ?? "" })) };
}

function nameOfCommit(dir: string, rev: string): string | undefined {
  const args = ["-C", dir, "rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{commit}`];
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
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

function runGit(dir: string, args: readonly string[], input = ""): Buffer {
  const { status, stdout, stderr } = spawnSync("git", ["-C", dir, ...args], { input, maxBuffer: 2 ** 28 });
  if (status === 0) return stdout;
  throw new TreeError(`git ${args[0]} failed in ${dir}: ${stderr.toString("utf8").trim().split("\n")[0]}`);
}
