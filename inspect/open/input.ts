import { closeSync, createReadStream, openSync, readSync, type Stats, statSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";
import { named } from "../../generator/files/named.ts";
import { pathOf } from "../../generator/files/path.ts";
import { located } from "./located.ts";

/** Error for a folder in place of a file. */
const FOLDER = "a folder: name one of its files; `critgen info` lists the files of a checkpoint";

/** Size of the chunks, in bytes. */
const CHUNK = 1 << 20;

/** A file, a file in an archive, or standard input. */
export interface Input {
  /** Place for messages: the path as it was given, or `standard input`. */
  readonly place: string;
  /** Name without folders; absent for standard input. */
  readonly name: string | undefined;
  /** Number of bytes; absent if the input can be read only once. */
  readonly size: number | undefined;
  /** Reads the input on demand. Each chunk has memory of its own. Errors of the system name the file. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Reads the first bytes, apart from `chunks`; `undefined` if the input can be read only once. */
  start(size: number): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/**
 * Opens an input, passes it to `use`, and closes it.
 *
 * @param path a path; `ARCHIVE:NAME` for a file in an archive; standard input if it is undefined or `-`
 */
export async function withInput<T>(path: string | undefined, use: (input: Input) => Promise<T>): Promise<T> {
  const input = await openInput(path);
  try {
    return await use(input);
  } finally {
    await input.close();
  }
}

async function openInput(path: string | undefined): Promise<Input> {
  if (isStdin(path)) return standardInput();
  const stats = statSync(pathOf(path), { throwIfNoEntry: false });
  if (stats === undefined && path.includes(":")) {
    const { openMember } = await import("./member.ts");
    return openMember(path);
  }
  return fileInput(path, stats);
}

export function isStdin(file: string | undefined): file is undefined | "-" {
  return file === undefined || file === "-";
}

async function closeNothing(): Promise<void> {}

function standardInput(): Input {
  const place = "standard input";
  return {
    place,
    name: undefined,
    size: undefined,
    chunks: () => telling(place, process.stdin),
    start: async () => undefined,
    close: closeNothing,
  };
}

function fileInput(path: string, stats: Stats | undefined): Input {
  const isRegular = stats?.isFile() === true;
  return {
    place: path,
    name: basename(path),
    size: isRegular ? stats.size : undefined,
    chunks: () => telling(path, chunksOf(path, stats)),
    start: async (size) => (isRegular ? startOf(path, size) : undefined),
    close: closeNothing,
  };
}

/** Adds the name of the file to errors. */
async function* telling(
  file: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (problem) {
    throw named(problem, file);
  }
}

/** Reads a regular file synchronously; only a file that may block needs a stream, which takes time to load. */
async function* chunksOf(file: string, stats: Stats | undefined): AsyncGenerator<Uint8Array> {
  if (stats?.isDirectory()) throw located(file, new Error(FOLDER));
  if (stats?.isFile() === false) yield* createReadStream(pathOf(file), { highWaterMark: CHUNK });
  else yield* piecesOf(file, Math.min((stats?.size ?? 0) + 1, CHUNK));
}

/** Reads the first bytes of a regular file; returns `undefined` if it cannot be read. */
export function startOf(file: string, size: number): Uint8Array | undefined {
  try {
    for (const piece of piecesOf(file, size)) return piece;
    return new Uint8Array();
  } catch {
    return undefined;
  }
}

/** Reads a regular file, `size` bytes at a time. */
function* piecesOf(file: string, size: number): Generator<Uint8Array> {
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
