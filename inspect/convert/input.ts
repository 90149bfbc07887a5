import { createReadStream } from "node:fs";
import process from "node:process";
import { named } from "./named.ts";

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
    yield* isStdin(file) ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
  } catch (problem) {
    throw named(problem, isStdin(file) ? "standard input" : file);
  }
}

export function isStdin(file: string | undefined): file is undefined | "-" {
  return file === undefined || file === "-";
}
