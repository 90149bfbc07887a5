import { statSync } from "node:fs";
import { basename } from "node:path";
import { byName, type ImageLayout } from "criu-images/layouts";
import { pathOf } from "../../generator/files/path.ts";
import { FORMAT_BYTES, formatOf } from "./formats.ts";
import { isStdin, startOf } from "./input.ts";

/**
 * Returns whether a path names a whole checkpoint: a folder, or an archive by its first bytes. A file with the name of
 * an image is an image, although its content may look like an archive.
 */
export function isCheckpoint(layouts: readonly ImageLayout[], path: string): boolean {
  const stats = isStdin(path) ? undefined : statSync(pathOf(path), { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return true;
  if (stats?.isFile() !== true || byName(layouts, basename(path)).length > 0) return false;
  return formatOf(startOf(path, FORMAT_BYTES) ?? new Uint8Array())?.isArchive === true;
}
