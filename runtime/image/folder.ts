import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { ImageError } from "../wire/errors.ts";
import type { Files } from "./checkpoint.ts";

/*
 * Safe access to the files of a checkpoint's folder, which may come from a stranger. Only regular files are opened: a
 * link could lead out of the folder, a pipe could block its reader for ever, and a device may never end.
 */

/** Kinds of directory entries other than regular files. */
export type OtherKind = "link" | "folder" | "pipe" | "socket" | "device";

/** The files of a checkpoint in a folder. */
export interface FolderFiles extends Files {
  readonly path: string;
  /** Names of the regular files, sorted. */
  readonly names: readonly string[];
  /** Kinds of all other directory entries, by name; none of them is opened. */
  readonly others: ReadonlyMap<string, OtherKind>;
  start(name: string, size: number): Uint8Array;
  /** Returns the size of a file in bytes. */
  size(name: string): number;
  /** Reads a file in chunks of up to 1 MiB. */
  chunks(name: string): Generator<Uint8Array>;
}

/**
 * Lists a folder, which may come from a stranger. Only its regular files are opened: a link could lead out of the
 * folder, a pipe could block for ever, and a device may never end. `path` itself may be a link.
 *
 * @throws {ImageError} `no-file` if a requested name is not that of a regular file in this folder
 */
export function filesOf(path: string): FolderFiles {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const others = entries.flatMap((entry): [string, OtherKind][] => {
    const kind = kindOf(entry);
    return kind === undefined ? [] : [[entry.name, kind]];
  });
  const reading = <T>(name: string, read: (fd: number) => T): T => {
    const fd = openRegular(path, name);
    try {
      return read(fd);
    } finally {
      closeSync(fd);
    }
  };
  return {
    path,
    names: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    others: new Map(others),
    read: (name) => reading(name, (fd) => readFileSync(fd)),
    start: (name, size) => reading(name, (fd) => pieceOf(fd, size)),
    size: (name) => reading(name, (fd) => fstatSync(fd).size),
    *chunks(name) {
      const fd = openRegular(path, name);
      try {
        for (let piece = pieceOf(fd, PIECE); piece.length > 0; piece = pieceOf(fd, PIECE)) yield piece;
      } finally {
        closeSync(fd);
      }
    },
  };
}

const PIECE = 1 << 20;

function pieceOf(fd: number, size: number): Uint8Array {
  const piece = new Uint8Array(size);
  return piece.subarray(0, readSync(fd, piece));
}

function kindOf(entry: Dirent | Stats): OtherKind | undefined {
  if (entry.isFile()) return undefined;
  if (entry.isSymbolicLink()) return "link";
  if (entry.isDirectory()) return "folder";
  if (entry.isFIFO()) return "pipe";
  return entry.isSocket() ? "socket" : "device";
}

/**
 * Opens a regular file of a folder. Its kind is checked before and after, because others may replace the file
 * meanwhile.
 *
 * @throws {ImageError} `no-file`
 */
function openRegular(folder: string, name: string): number {
  if (name !== basename(name) || name === "..") throw refused("a path out of the folder");
  const path = join(folder, name);
  refuseOther(lstatSync(path));
  // Without O_NONBLOCK, opening a pipe waits for a writer.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    refuseOther(fstatSync(fd));
    return fd;
  } catch (problem) {
    closeSync(fd);
    throw problem;
  }
}

function refuseOther(stats: Stats): void {
  const kind = kindOf(stats);
  if (kind !== undefined) throw refused(`a ${kind}`);
}

function refused(found: string): ImageError {
  return new ImageError("no-file", "only regular files of a checkpoint's folder are read", { found });
}

/**
 * Returns the folder of an incremental dump's parent. Its link, `parent`, is the only link that is followed out of a
 * checkpoint's folder.
 *
 * @returns the parent's folder, which may not exist; `undefined` if there is no link
 */
export function parentOf(path: string): string | undefined {
  const link = join(path, PARENT);
  const stats = lstatSync(link, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return link;
  return stats?.isSymbolicLink() ? resolve(realpathSync(path), readlinkSync(link)) : undefined;
}

const PARENT = "parent";

/**
 * Follows the parents of an incremental dump, up to the first dump of the chain.
 *
 * @returns the folders, the given one first
 * @throws {ImageError} `no-file` if the links form a circle; also the error of Node if a parent does not exist
 */
export function chainOf(path: string): string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  for (let folder: string | undefined = path; folder !== undefined; folder = parentOf(folder)) {
    const real = realpathSync(folder);
    if (seen.has(real)) {
      throw new ImageError("no-file", "the links to the parents of this dump lead in a circle", { found: real });
    }
    seen.add(real);
    chain.push(folder);
  }
  return chain;
}
