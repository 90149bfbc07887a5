import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { draftIn } from "../../generator/files/draft.ts";
import { type Path, pathOf } from "../../generator/files/path.ts";
import { targetOf } from "../../generator/files/target.ts";
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
 * finished: until then the result grows in a draft beside it. If a signal ends the process, the draft stays, and the next
 * run that writes there removes it.
 *
 * @throws {Error} Node's own, which names the file, here and where it is written
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
function toSpecial(file: Path): Output {
  const fd = openSync(file, "w");
  return toDescriptor(fd, () => closeSync(fd));
}

function toDescriptor(fd: number, close: () => void): Output {
  return { write: (bytes) => writeAll(fd, bytes), finish: close, abandon: close };
}

function toFile(file: string, old: Stats | undefined): Output {
  const draft = pathOf(draftIn(dirname(file)));
  const fd = openSync(draft, "wx", 0o666);
  return {
    write: (bytes) => writeAll(fd, bytes),
    finish: () => {
      try {
        // The name must not come to stand for what is not on the disk yet: an image replaced is one lost.
        fsyncSync(fd);
        if (old !== undefined) chmodSync(draft, old.mode);
        renameSync(draft, pathOf(file));
      } catch (problem) {
        rmSync(draft, { force: true });
        throw problem;
      } finally {
        closeSync(fd);
      }
    },
    abandon: () => {
      closeSync(fd);
      rmSync(draft, { force: true });
    },
  };
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
