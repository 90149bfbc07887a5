import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import process from "node:process";
import { chunksOf } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { SourceError } from "../open/error.ts";
import { PARENT } from "../open/parents.ts";
import { type ArchiveForm, archiveOf } from "./archive.ts";
import { type Changes, type SavedFile, savedFiles } from "./content.ts";
import { type Watch, Watched } from "./watched.ts";

/** Options of saving a checkpoint. */
export interface SaveOptions extends Changes, Watch {
  /** Form of the result; by default that of the checkpoint's source. */
  readonly form?: "folder" | ArchiveForm;
}

/**
 * Saves a checkpoint: the path has all of it at the end, or stays as it was, even if the process is killed. An archive
 * replaces an earlier file; a folder must be new, or empty. If `signal` aborts, nothing is left behind.
 *
 * @throws {SourceError} `unsupported` if the form cannot be written, or the folder has files
 * @throws {ImageError} if an image cannot be read or written; also the errors of Node
 */
export async function saveCheckpoint(checkpoint: Checkpoint, path: string, options: SaveOptions = {}): Promise<void> {
  const { form = checkpoint.store.form, ...changes } = options;
  const watched = new Watched(options);
  const draft = newDraft(path);
  try {
    if (form === "folder") {
      refuseFull(path);
      await writeFolder(draft, withParent(checkpoint, path, savedFiles(checkpoint, changes)), watched);
    } else await writeFile(draft, watched.chunks(archiveOf(checkpoint, changes, form)));
    renameSync(draft, path);
    syncFolder(dirname(path));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Returns the path of a draft beside the result. Those of processes that were killed are removed. */
function newDraft(path: string): string {
  const [folder, name] = [dirname(path), basename(path).slice(0, 100)];
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = file.startsWith(`.${name}.`) ? /^(\d{1,9})\.draft$/.exec(file.slice(name.length + 2))?.[1] : undefined;
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid))))
      rmSync(join(folder, file), { recursive: true, force: true });
  }
  return join(folder, `.${name}.${process.pid}.draft`);
}

/** Tells whether a process is there; one of another user is. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Refuses a folder with files: nothing replaces it in one step. */
function refuseFull(path: string): void {
  if (!existsSync(path) || readdirSync(path).length === 0) return;
  throw new SourceError("unsupported", `${path} is not empty: save to a new folder, then rename it`);
}

/** Lets a relative link to a parent lead to the same folder from the new place. */
async function* withParent(
  { folder, parentPath }: Checkpoint,
  path: string,
  files: AsyncIterable<SavedFile>,
): AsyncGenerator<SavedFile> {
  for await (const file of files) {
    if (file.kind !== "link" || file.name !== folder + PARENT || parentPath === undefined) yield file;
    else yield { ...file, target: relative(join(realpathSync(dirname(path)), basename(path), folder), parentPath) };
  }
}

async function writeFolder(path: string, files: AsyncIterable<SavedFile>, watched: Watched): Promise<void> {
  mkdirSync(path, { mode: 0o700 });
  const folders = new Set([path]);
  const links = new Map<string, string>();
  for await (const { name, kind, bytes, target } of files) {
    const own = join(path, name);
    const folder = kind === "folder" ? own : dirname(own);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    folders.add(folder);
    if (kind === "link") links.set(own, target ?? "");
    if (kind === "file") await writeFile(own, watched.chunks(chunksOf(bytes)));
  }
  // Links come last: nothing is written through one.
  for (const [own, target] of links) symlinkSync(target, own);
  for (const folder of folders) syncFolder(folder);
}

/** Writes a new file; it is on the disk afterwards. */
async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const fd = openSync(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function syncFolder(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
