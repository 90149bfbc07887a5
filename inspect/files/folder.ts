import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { type FolderFiles, filesOf } from "criu-images/node";
import { startOf } from "../convert/input.ts";
import { FORMAT_BYTES, formatOf } from "./formats.ts";
import { tellingWhere } from "./located.ts";

/**
 * Opens the folder of a checkpoint: the one way for all commands.
 *
 * @throws {Error} if it is no folder; the message begins with its path and says what it is
 */
export function openCheckpoint(path: string): FolderFiles {
  return tellingWhere(path, () => {
    if (!statSync(path).isDirectory()) throw new Error(noFolder(path));
    return filesOf(path);
  });
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The reason why a file cannot be opened as a checkpoint. */
function noFolder(path: string): string {
  const format = formatOf(startOf(path, FORMAT_BYTES) ?? new Uint8Array());
  if (format?.tar !== undefined) {
    const unpack = `mkdir unpacked && tar ${format.tar} ${basename(path)} -C unpacked`;
    return `${format.what}, not a folder: \`${unpack}\`; an engine's archive has the images in its folder checkpoint`;
  }
  if (format !== undefined) return `${format.what}; a folder with images is wanted`;
  return "a file, not the folder of a checkpoint";
}

/** The subfolders that have a file of such a name. */
export function foldersWith({ path, others }: FolderFiles, wanted: (name: string) => boolean): string[] {
  return [...others].flatMap(([name, kind]) => (kind === "folder" && hasSome(join(path, name), wanted) ? [name] : []));
}

/** A folder that cannot be read has none to tell of. */
function hasSome(path: string, wanted: (name: string) => boolean): boolean {
  try {
    return filesOf(path).names.some(wanted);
  } catch {
    return false;
  }
}

/** A hint for a folder without images that is the layout of a container's image. */
export function ociHint({ names }: FolderFiles): string {
  if (!names.includes("oci-layout")) return "";
  return "; it is an OCI layout: the images are in a blob of it, which is a tar archive: `tar -tf blobs/sha256/…` lists one";
}
