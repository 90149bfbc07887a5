import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getSystemErrorMap } from "node:util";

/** Reads an image of one kind. */
export type Decode<Image> = (bytes: Uint8Array) => Image;

/**
 * The folder of a checkpoint. Its images are read when they are asked for: what an explorer does not show need be
 * neither whole nor there. Their form is told from each itself, so a folder does without its inventory.
 */
export interface Folder {
  readonly path: string;
  /** Reads an image, or nothing where its file is not there. */
  read<Image>(name: string, decode: Decode<Image>): Image | undefined;
  /** Reads an image that must be there. */
  need<Image>(name: string, decode: Decode<Image>): Image;
}

/** Opens a folder. All that goes wrong with a file is told in one line that begins with its path. */
export function openFolder(path: string): Folder {
  const read = <Image>(name: string, decode: Decode<Image>): Image | undefined =>
    tellingWhere(join(path, name), (file) => {
      const bytes = contentOf(file);
      return bytes && decode(bytes);
    });
  const need = <Image>(name: string, decode: Decode<Image>): Image => {
    const image = read(name, decode);
    if (image === undefined) throw new Error(`${join(path, name)}: no such file`);
    return image;
  };
  return { path, read, need };
}

/** Runs `action` on a file; what it throws comes to begin with the file's path. */
export function tellingWhere<T>(file: string, action: (file: string) => T): T {
  try {
    return action(file);
  } catch (error) {
    throw located(file, error);
  }
}

/** What was thrown, as an error that begins with the file's path. */
export function located(file: string, error: unknown): Error {
  return new Error(`${file}: ${reason(error)}`, { cause: error });
}

function contentOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** What the system says without the name of its call and of the file, which the caller knows. */
function reason(error: unknown): string {
  if (isSystemError(error)) return getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  return (error as Error).message;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "errno" in error;
}

/** Why there is nothing to explore in a folder without `pstree.img`. */
export function noCheckpoint(path: string): Error {
  const folders = tellingWhere(path, () => readdirSync(path, { withFileTypes: true })).filter((e) => e.isDirectory());
  const within = folders.map(({ name }) => join(path, name)).find((folder) => existsSync(join(folder, "pstree.img")));
  if (within !== undefined) return new Error(`${path}: no pstree.img here; there is one in ${within}`);
  if (existsSync(join(path, "inventory.img"))) {
    return new Error(`${path}: no pstree.img: a pre-dump has memory alone, its processes are in the dump after it`);
  }
  return new Error(`${path}: no checkpoint: neither pstree.img nor inventory.img is there`);
}
