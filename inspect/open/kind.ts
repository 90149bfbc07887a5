import { type Stats, statSync } from "node:fs";
import { basename } from "node:path";
import { openPlace } from "criu-checkpoint/node";
import { byName, type ImageLayout } from "criu-images/layouts";
import { pathOf } from "../../generator/files/path.ts";
import { FORMAT_BYTES, formatOf } from "./formats.ts";
import { isStdin, startOf } from "./input.ts";

/**
 * Returns whether a path names a whole checkpoint: a folder, or an archive by its first bytes. A file with the name of
 * an image is an image, although its content may look like an archive.
 */
export async function isCheckpoint(layouts: readonly ImageLayout[], path: string): Promise<boolean> {
  if (isStdin(path)) return false;
  const stats = statSync(pathOf(path), { throwIfNoEntry: false });
  const name = stats === undefined ? path.slice(path.lastIndexOf(":") + 1) : path;
  if (stats?.isDirectory() !== true && byName(layouts, basename(name)).length > 0) return false;
  return stats === undefined ? isWithin(path) : isAt(path, stats);
}

function isAt(path: string, stats: Stats): boolean {
  if (stats.isDirectory()) return true;
  return stats.isFile() && isArchive(startOf(path, FORMAT_BYTES) ?? new Uint8Array());
}

const isArchive = (start: Uint8Array): boolean => formatOf(start)?.isArchive === true;

/** Returns whether a name in an archive is that of a folder, or of another archive. */
async function isWithin(path: string): Promise<boolean> {
  if (!path.includes(":")) return false;
  // Reading it afterwards reports the error.
  const place = await openPlace(path).catch(() => undefined);
  if (place === undefined) return false;
  const { store, name } = place;
  try {
    const isFile = store.files.get(name)?.kind === "file";
    return isFile ? isArchive(await store.bytes(name).read(0, FORMAT_BYTES)) : true;
  } finally {
    await store.close();
  }
}
