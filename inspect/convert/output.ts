import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { beforeInterruption } from "./interrupt.ts";
import { named } from "./named.ts";
import { pause } from "./pause.ts";

/** Where a result goes. */
export interface Output {
  readonly write: (piece: Uint8Array) => void;
  /** All is written: now it counts. */
  readonly finish: () => void;
  /** Something went wrong: what was there before stays as it was. */
  readonly abandon: () => void;
}

/** Standard output has been closed by whoever reads it: there is nothing left to do, and nothing wrong. */
export class Closed extends Error {}

const STDOUT = 1;

/**
 * Opens a file for a result, or standard output where there is none. A file comes to be, or changes, as a whole when it is
 * finished: until then the result grows beside it, and is gone should a signal end the process.
 *
 * @throws {Error} Node's own, which names the file, here and where it is written
 */
export function openOutput(file: string | undefined): Output {
  if (file === undefined || file === "-") return naming("standard output", () => toDescriptor(STDOUT, () => {}));
  return naming(file, () => {
    const old = statSync(file, { throwIfNoEntry: false });
    if (old !== undefined && !old.isFile()) return toSpecial(file);
    return toFile(old === undefined ? file : realpathSync(file), old);
  });
}

/** An output whose problems name it. */
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
    finish: () => attempt(output.finish),
    abandon: output.abandon,
  };
}

/** A device or a pipe, which cannot be replaced. */
function toSpecial(file: string): Output {
  const fd = openSync(file, "w");
  return toDescriptor(fd, () => closeSync(fd));
}

function toDescriptor(fd: number, close: () => void): Output {
  return { write: (bytes) => writeAll(fd, bytes), finish: close, abandon: close };
}

function toFile(file: string, old: Stats | undefined): Output {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const remove = (): void => rmSync(beside, { force: true });
  // Before there is such a file: a signal can come as soon as there is.
  const callOff = beforeInterruption(remove);
  const fd = openNew(beside, callOff);
  return {
    write: (bytes) => writeAll(fd, bytes),
    finish: () => {
      try {
        // The name must not come to stand for what is not on the disk yet: an image replaced is one lost.
        fsyncSync(fd);
        if (old !== undefined) chmodSync(beside, old.mode);
        renameSync(beside, file);
      } catch (problem) {
        remove();
        throw problem;
      } finally {
        closeSync(fd);
        callOff();
      }
    },
    abandon: () => {
      closeSync(fd);
      remove();
      callOff();
    },
  };
}

function openNew(file: string, callOff: () => void): number {
  try {
    return openSync(file, "wx", 0o666);
  } catch (problem) {
    callOff();
    throw problem;
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let pos = 0; pos < bytes.length; ) {
    try {
      pos += writeSync(fd, bytes, pos);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") throw new Closed();
      if (code !== "EAGAIN") throw error;
      pause();
    }
  }
}
