import {
  chmodSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { draftIn } from "../../generator/files/draft.ts";
import { named } from "../../generator/files/named.ts";
import { type Path, pathOf } from "../../generator/files/path.ts";
import { targetOf } from "../../generator/files/target.ts";
import { pause } from "./pause.ts";

/** Destination of a result. */
export interface Output {
  readonly write: (piece: Uint8Array) => void;
  /** Writes zeros; in a file, they need no room on the disk. */
  readonly skip: (count: number) => void;
  /** Completes the result: it replaces the file. */
  readonly finish: () => void;
  /** Discards the result: the file stays as it was. */
  readonly abandon: () => void;
}

/** Standard output was closed by its reader, which is not an error. */
export class Closed extends Error {}

const STDOUT = 1;

/**
 * Opens a file for a result, or standard output. A file appears, or changes, only as a whole: the result is written to
 * a draft beside it, which `finish` renames. If a signal ends the process, the draft stays, and the next run that
 * writes there removes it.
 *
 * @throws {Error} an error of Node with the file's name, here and while writing
 */
export function openOutput(file: string | undefined): Output {
  if (file === undefined || file === "-") return naming("standard output", () => toDescriptor(STDOUT, () => {}));
  return naming(file, () => {
    const target = targetOf(file);
    if (typeof target === "number") return toDescriptor(target, () => {});
    const old = statSync(pathOf(target), { throwIfNoEntry: false });
    return old !== undefined && !old.isFile() ? toSpecial(pathOf(target)) : toFile(target, old);
  });
}

/** Adds the name of an output to its errors. */
function naming(file: string, open: () => Output): Output {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (problem) {
      throw named(problem, file);
    }
  };
  const output = attempt(open);
  return {
    write: (piece) => attempt(() => output.write(piece)),
    skip: (count) => attempt(() => output.skip(count)),
    finish: () => attempt(output.finish),
    abandon: output.abandon,
  };
}

/** Opens a device or a pipe, which cannot be replaced. */
function toSpecial(file: Path): Output {
  const fd = openSync(file, "w");
  return toDescriptor(fd, () => closeSync(fd));
}

function toDescriptor(fd: number, close: () => void): Output {
  return {
    write: (bytes) => writeAll(fd, bytes),
    skip: (count) => {
      for (let at = 0; at < count; at += ZEROS.length) writeAll(fd, ZEROS.subarray(0, count - at));
    },
    finish: close,
    abandon: close,
  };
}

const ZEROS = new Uint8Array(1 << 16);

function toFile(file: string, old: Stats | undefined): Output {
  const draft = pathOf(draftIn(dirname(file)));
  const fd = openSync(draft, "wx", 0o666);
  let size = 0;
  return {
    write: (bytes) => {
      writeAll(fd, bytes, size);
      size += bytes.length;
    },
    skip: (count) => {
      size += count;
    },
    finish: () => replace(file, { draft, fd, size, mode: old?.mode }),
    abandon: () => {
      closeSync(fd);
      rmSync(draft, { force: true });
    },
  };
}

/** A draft that is open, its final size, and the mode of the file that it replaces. */
interface Whole {
  readonly draft: Path;
  readonly fd: number;
  readonly size: number;
  readonly mode: number | undefined;
}

/** Replaces a file by its draft, or creates it; removes the draft if that fails. */
function replace(file: string, { draft, fd, size, mode }: Whole): void {
  try {
    ftruncateSync(fd, size);
    // The data must be on the disk before the rename: otherwise a crash could lose the old image and the new one.
    fsyncSync(fd);
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, pathOf(file));
  } catch (problem) {
    rmSync(draft, { force: true });
    throw problem;
  } finally {
    closeSync(fd);
  }
}

/** Writes all bytes, from a position in a file on, or after those before. */
function writeAll(fd: number, bytes: Uint8Array, position?: number): void {
  for (let pos = 0; pos < bytes.length; ) {
    try {
      pos += writeSync(fd, bytes, pos, undefined, position === undefined ? undefined : position + pos);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") throw new Closed();
      if (code !== "EAGAIN") throw error;
      pause();
    }
  }
}
