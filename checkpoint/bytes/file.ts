import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Bytes } from "./bytes.ts";

/** Opens a regular file; `close` frees its descriptor. */
export interface FileBytes extends Bytes {
  close(): void;
}

/**
 * Opens a regular file. Reads are synchronous: a request for the thread pool takes longer than most reads.
 *
 * @throws {Error} if it is no regular file; also the errors of Node
 */
export function openFile(path: string, flags = 0): FileBytes {
  // Without O_NONBLOCK, opening a pipe waits for a writer.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  const stats = fstatSync(fd);
  if (!stats.isFile()) {
    closeSync(fd);
    throw new Error(`${path}: not a regular file`);
  }
  return {
    size: stats.size,
    read: async (from, to) => readRange(fd, from, Math.min(to, stats.size)),
    readInto: async (target, from) => fill(fd, target.subarray(0, Math.max(0, stats.size - from)), from),
    close: () => closeSync(fd),
  };
}

/** Reads from an open file until the range or the file ends. */
export function readRange(fd: number, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, to - from));
  return bytes.subarray(0, fill(fd, bytes, from));
}

/** Reads into a buffer until it is full or the file ends; returns the number of bytes. */
function fill(fd: number, bytes: Uint8Array, from: number): number {
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(fd, bytes, filled, bytes.length - filled, from + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
