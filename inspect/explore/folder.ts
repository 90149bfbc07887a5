import { join } from "node:path";
import type { FolderFiles } from "criu-images/node";
import { folderHint, foldersWith, openCheckpoint } from "../files/folder.ts";
import { isSystemError, tellingWhere } from "../files/located.ts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";
import { refuseMisfit } from "./misfit.ts";

/** Reads an image of one kind. */
export type Decode<Image> = (bytes: Uint8Array) => Image;

/**
 * The folder of a checkpoint. Its images are read when they are asked for: what an explorer does not show need be
 * neither whole nor there. Their form is told from each itself, so a folder does without its inventory.
 */
export interface Folder {
  readonly path: string;
  readonly files: FolderFiles;
  readonly schema: Schema;
  /** Reads an image, or nothing where its file is not there. */
  read<Image>(name: string, decode: Decode<Image>): Image | undefined;
  /** Reads an image that must be there. */
  need<Image>(name: string, decode: Decode<Image>): Image;
}

/** Opens a folder. All that goes wrong with a file is told in one line that begins with its path. */
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

/** So many bytes of an image are taken into memory, and no more. */
const LARGEST = 2 ** 30;

function contentOf(files: FolderFiles, name: string): Uint8Array | undefined {
  try {
    if (files.size(name) <= LARGEST) return files.read(name);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
  throw new Error("larger than 1 GiB, which is all that x takes into memory; `critgen info` tells what it is");
}

/** Why there is nothing to explore in a folder without `pstree.img`. */
export function noCheckpoint({ path, files }: Folder): Error {
  const [within] = foldersWith(files, (name) => name === "pstree.img");
  if (within !== undefined) return new Error(`${path}: no pstree.img here; there is one in ${join(path, within)}`);
  if (files.names.includes("inventory.img")) {
    return new Error(`${path}: no pstree.img: a pre-dump has memory alone, its processes are in the dump after it`);
  }
  return new Error(`${path}: no checkpoint: neither pstree.img nor inventory.img is there${folderHint(files)}`);
}
