import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import process from "node:process";
import { pathOf } from "../../generator/files/path.ts";
import { located } from "../files/located.ts";
import { named } from "./named.ts";

/** The reason why a folder is not read, and what to do. */
const FOLDER = "a folder: name one of the files in it; `critgen info` lists what a checkpoint's folder holds";

/** So much is read at a time. */
const CHUNK = 1 << 20;

/**
 * The bytes of a file, or of standard input, as they are asked for. Each chunk is a piece of memory of its own.
 *
 * @param file its path; standard input where it is undefined or `-`
 * @throws {Error} Node's own, which names the file
 */
export async function* readChunks(file: string | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* isStdin(file) ? process.stdin : chunksOf(file);
  } catch (problem) {
    throw named(problem, isStdin(file) ? "standard input" : file);
  }
}

/** What a regular file has is there at once: a stream, which takes its time to load, is for what may keep us waiting. */
function chunksOf(file: string): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const path = pathOf(file);
  const stats = statSync(path);
  if (stats.isDirectory()) throw located(file, new Error(FOLDER));
  return stats.isFile()
    ? piecesOf(file, Math.min(stats.size + 1, CHUNK))
    : createReadStream(path, { highWaterMark: CHUNK });
}

/** The first bytes of a regular file; nothing of another one, which could be read only once, or of one that cannot be read. */
export function startOf(file: string, size: number): Uint8Array | undefined {
  try {
    if (!statSync(pathOf(file)).isFile()) return undefined;
    for (const piece of piecesOf(file, size)) return piece;
    return new Uint8Array();
  } catch {
    return undefined;
  }
}

/** The bytes of a regular file, `size` at a time. */
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
