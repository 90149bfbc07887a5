import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import process from "node:process";
import { named } from "../../generator/files/named.ts";
import { pathOf } from "../../generator/files/path.ts";
import { located } from "./located.ts";

/** Error for a folder in place of a file. */
const FOLDER = "a folder: name one of its files; `critgen info` lists the files of a checkpoint";

/** Size of the chunks, in bytes. */
const CHUNK = 1 << 20;

/**
 * Reads a file, or standard input, on demand. Each chunk has memory of its own.
 *
 * @param file its path; standard input if it is undefined or `-`
 * @throws {Error} an error of Node with the file's name
 */
export async function* readChunks(file: string | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* isStdin(file) ? process.stdin : chunksOf(file);
  } catch (problem) {
    throw named(problem, isStdin(file) ? "standard input" : file);
  }
}

/** Reads a regular file synchronously; only a file that may block needs a stream, which takes time to load. */
function chunksOf(file: string): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const path = pathOf(file);
  const stats = statSync(path);
  if (stats.isDirectory()) throw located(file, new Error(FOLDER));
  return stats.isFile()
    ? piecesOf(file, Math.min(stats.size + 1, CHUNK))
    : createReadStream(path, { highWaterMark: CHUNK });
}

/**
 * Reads the first bytes of a regular file; returns `undefined` for a file of another kind, which can be read only once,
 * and for one that cannot be read.
 */
export function startOf(file: string, size: number): Uint8Array | undefined {
  try {
    if (!statSync(pathOf(file)).isFile()) return undefined;
    for (const piece of piecesOf(file, size)) return piece;
    return new Uint8Array();
  } catch {
    return undefined;
  }
}

/** Reads a regular file, `size` bytes at a time. */
export function* piecesOf(file: string, size: number): Generator<Uint8Array> {
  const fd = openSync(pathOf(file), "r");
  try {
    for (;;) {
      const piece = Buffer.allocUnsafeSlow(size);
      const read = readSync(fd, piece);
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(fd);
  }
}

export function isStdin(file: string | undefined): file is undefined | "-" {
  return file === undefined || file === "-";
}
