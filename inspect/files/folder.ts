import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { type FolderFiles, filesOf } from "criu-images/node";
import { startOf } from "../convert/input.ts";
import { FORMAT_BYTES, formatOf, formatText, STREAM } from "./formats.ts";
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
    return `${format.what}, not a folder: ${unpackText(basename(path), format.tar)}; an engine's archive has the images in its folder checkpoint`;
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

/** A hint for a folder without images, if it has them in another form. */
export function folderHint(files: FolderFiles): string {
  return ociHint(files) ?? archiveHint(files) ?? "";
}

/** A container's image: its own file says so, or the index of its blobs does. The blob with the images is a tar archive. */
function ociHint({ path, names, others }: FolderFiles): string | undefined {
  const hasBlobs = names.includes("index.json") && others.get("blobs") === "folder";
  if (!names.includes("oci-layout") && !hasBlobs) return undefined;
  const [archive] = archivesIn(join(path, "blobs/sha256"));
  const unpack =
    archive === undefined
      ? "`tar -tf blobs/sha256/…` lists one"
      : unpackText(`blobs/sha256/${archive.name}`, archive.tar);
  return `; it is an OCI layout: the images are in a blob of it, which is a tar archive: ${unpack}`;
}

/** An archive or a stream that lies in the folder by itself. */
function archiveHint(files: FolderFiles): string | undefined {
  const [archive] = archivesIn(files.path);
  if (archive !== undefined)
    return `; ${archive.name} in it is ${archive.what}: ${unpackText(archive.name, archive.tar)}`;
  for (const name of files.names) {
    const format = formatOf(files.start(name, FORMAT_BYTES));
    if (format?.what === STREAM) return `; ${name} in it is ${formatText(format)}`;
  }
  return undefined;
}

interface Archive {
  readonly name: string;
  readonly what: string;
  readonly tar: string;
}

/** The tar archives in a folder; none if it cannot be read. */
function archivesIn(path: string): Archive[] {
  try {
    const files = filesOf(path);
    return files.names.flatMap((name) => {
      const { what, tar } = formatOf(files.start(name, FORMAT_BYTES)) ?? {};
      return what === undefined || tar === undefined ? [] : [{ name, what, tar }];
    });
  } catch {
    return [];
  }
}

function unpackText(file: string, tar: string): string {
  return `\`mkdir unpacked && tar ${tar} ${file} -C unpacked\``;
}
