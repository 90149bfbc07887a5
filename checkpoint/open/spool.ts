import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRange } from "../bytes/file.ts";
import type { Spool } from "./options.ts";

/**
 * Creates storage for an unpacked archive in a file without a name: it is gone when it is closed, or its process ends.
 *
 * @param folder place of the file; by default that of temporary files
 * @throws {Error} the errors of Node
 */
export async function fileSpool(folder: string = tmpdir()): Promise<Spool> {
  const own = mkdtempSync(join(folder, "criu-checkpoint-"));
  const fd = openSync(join(own, "unpacked"), "wx+", 0o600);
  rmSync(own, { recursive: true });
  return {
    write: async (chunk) => {
      for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
    },
    bytes: async () => {
      const { size } = fstatSync(fd);
      return { size, read: async (from, to) => readRange(fd, from, Math.min(to, size)) };
    },
    close: async () => closeSync(fd),
  };
}
