import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { type FolderFiles, filesOf } from "criu-images/node";
import { FORMAT_BYTES, formatOf, formatText, STREAM } from "./formats.ts";
import { startOf } from "./input.ts";
import { tellingWhere } from "./located.ts";

/**
 * Opens the folder of a checkpoint, as all commands do.
 *
 * @throws {Error} if it is not a folder; the message begins with its path and describes the file
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

/** Explains why a file cannot be opened as a checkpoint. */
function noFolder(path: string): string {
  const format = formatOf(startOf(path, FORMAT_BYTES) ?? new Uint8Array());
  if (format?.tar !== undefined) {
    return `${format.what}, not a folder: ${unpackText(basename(path), format.tar)}; an engine's archive has the images in its folder checkpoint`;
  }
  if (format !== undefined) return `${format.what}; name a folder with images`;
  return "a file, not the folder of a checkpoint";
}

/** Lists the subfolders with a file whose name is wanted. */
export function foldersWith({ path, others }: FolderFiles, wanted: (name: string) => boolean): string[] {
  return [...others].flatMap(([name, kind]) => (kind === "folder" && hasSome(join(path, name), wanted) ? [name] : []));
}

/** Returns whether a folder has a wanted file; one that cannot be read has none. */
function hasSome(path: string, wanted: (name: string) => boolean): boolean {
  try {
    return filesOf(path).names.some(wanted);
  } catch {
    return false;
  }
}

/** Formats a hint for a folder without images, if it has them in another form. */
export function folderHint(files: FolderFiles): string {
  return ociHint(files) ?? archiveHint(files) ?? "";
}

/** Recognizes an OCI layout by its own file, or by the index of its blobs; one blob is a tar archive with the images. */
function ociHint({ path, names, others }: FolderFiles): string | undefined {
  const hasBlobs = names.includes("index.json") && others.get("blobs") === "folder";
  if (!names.includes("oci-layout") && !hasBlobs) return undefined;
  const [archive] = archivesIn(join(path, "blobs/sha256"));
  const unpack =
    archive === undefined
      ? "`tar -tf blobs/sha256/…` lists it"
      : unpackText(`blobs/sha256/${archive.name}`, archive.tar);
  return `; it is an OCI layout: the images are in one of its blobs, a tar archive: ${unpack}`;
}

/** Recognizes an archive or a stream among the files of the folder. */
function archiveHint(files: FolderFiles): string | undefined {
  const [archive] = archivesIn(files.path);
  if (archive !== undefined)
    return `; its file ${archive.name} is ${archive.what}: ${unpackText(archive.name, archive.tar)}`;
  for (const name of files.names) {
    const format = formatOf(files.start(name, FORMAT_BYTES));
    if (format?.what === STREAM) return `; its file ${name} is ${formatText(format)}`;
  }
  return undefined;
}

interface Archive {
  readonly name: string;
  readonly what: string;
  readonly tar: string;
}

/** Lists the tar archives in a folder; none if it cannot be read. */
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
