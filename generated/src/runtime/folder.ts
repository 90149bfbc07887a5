// Copied by critgen 0.1.0 from its runtime: do not edit.

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
import type { Files } from "./checkpoint.ts";
import { ImageError } from "./errors.ts";

/*
 * The one way to the files of a checkpoint's folder, which a stranger may have made: regular files alone are opened. A
 * link could lead out of the folder, a pipe would keep its reader waiting for ever, and a device may never end.
 */

/** The kinds of directory entries that are no regular files. */
export type OtherKind = "link" | "folder" | "pipe" | "socket" | "device";

/** The files of a checkpoint in a folder. */
export interface FolderFiles extends Files {
  readonly path: string;
  /** The regular files, sorted. */
  readonly names: readonly string[];
  /** All else that is in the folder, by its name: none of it is opened. */
  readonly others: ReadonlyMap<string, OtherKind>;
  start(name: string, size: number): Uint8Array;
  /** The size of a file, in bytes. */
  size(name: string): number;
  /** The bytes of a file, 1 MiB at a time. */
  chunks(name: string): Generator<Uint8Array>;
}

/**
 * Lists a folder that somebody else may have made. Its regular files alone are opened: a link could lead out of the
 * folder, a pipe would wait for ever, and a device may never end. The folder itself may be given as a link.
 *
 * @throws {ImageError} `no-file` if a name that is asked for is not that of a regular file in this folder
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

/** Opens a file of a folder. What the name stands for is looked at before and after: others may change it meanwhile. */
function openRegular(folder: string, name: string): number {
  if (name !== basename(name) || name === "..") throw refused("a path out of the folder");
  const path = join(folder, name);
  refuseOther(lstatSync(path));
  // Without O_NONBLOCK a pipe would keep us waiting for someone who writes.
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
  return new ImageError("no-file", "of a checkpoint's folder only regular files in it are read", { found });
}

/**
 * Follows the link that an incremental dump has to the dump before it: the one link that leads out of a checkpoint's
 * folder, and that nothing else here follows.
 *
 * @returns the parent's folder, if there is such a link; whether that folder exists is not looked at
 */
export function parentOf(path: string): string | undefined {
  const link = join(path, PARENT);
  const stats = lstatSync(link, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return link;
  return stats?.isSymbolicLink() ? resolve(realpathSync(path), readlinkSync(link)) : undefined;
}

const PARENT = "parent";

/**
 * Follows the links to the parents of an incremental dump, up to the first dump of the chain.
 *
 * @returns the folders, the given one first
 * @throws {ImageError} `no-file` if the links lead in a circle; and what Node throws if a parent is not there
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
