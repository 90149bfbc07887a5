import { join } from "node:path";
import type { FolderFiles } from "criu-images/node";
import { folderHint, foldersWith, openCheckpoint } from "../open/folder.ts";
import { isSystemError, tellingWhere } from "../open/located.ts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";
import { refuseMisfit } from "./misfit.ts";

/** Reads an image of one type. */
export type Decode<Image> = (bytes: Uint8Array) => Image;

/**
 * The folder of a checkpoint. Its images are read on demand, so that images outside of a listing may be invalid or absent.
 * Each image gives its own framing, so that no inventory is needed.
 */
export interface Folder {
  readonly path: string;
  readonly files: FolderFiles;
  readonly schema: Schema;
  /** Reads an image; returns `undefined` if its file does not exist. */
  read<Image>(name: string, decode: Decode<Image>): Image | undefined;
  /** Reads an image that must exist. */
  need<Image>(name: string, decode: Decode<Image>): Image;
}

/** Opens a folder. Every error of a file is one line that begins with its path. */
export function openFolder(path: string, schema: Schema = BUILT_IN): Folder {
  const files = openCheckpoint(path);
  const read = <Image>(name: string, decode: Decode<Image>): Image | undefined =>
    tellingWhere(join(path, name), () => {
      const bytes = contentOf(files, name);
      if (bytes !== undefined) refuseMisfit(schema, name);
      return bytes && decode(bytes);
    });
  const need = <Image>(name: string, decode: Decode<Image>): Image => {
    const image = read(name, decode);
    if (image === undefined) throw new Error(`${join(path, name)}: no such file`);
    return image;
  };
  return { path, files, schema, read, need };
}

/** Largest image that is read into memory, in bytes. */
const LARGEST = 2 ** 30;

function contentOf(files: FolderFiles, name: string): Uint8Array | undefined {
  try {
    if (files.size(name) <= LARGEST) return files.read(name);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
  throw new Error("larger than 1 GiB, the limit of x; `critgen info` describes it");
}

/** Explains why a folder without `pstree.img` cannot be explored. */
export function noCheckpoint({ path, files }: Folder): Error {
  const [within] = foldersWith(files, (name) => name === "pstree.img");
  if (within !== undefined) return new Error(`${path}: no pstree.img here; there is one in ${join(path, within)}`);
  if (files.names.includes("inventory.img")) {
    return new Error(`${path}: no pstree.img: a pre-dump has only memory; its processes are in the dump after it`);
  }
  return new Error(`${path}: not a checkpoint: it has neither pstree.img nor inventory.img${folderHint(files)}`);
}
