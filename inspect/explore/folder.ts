import { podError, readFile } from "criu-checkpoint";
import { foldersWith, noImagesHint } from "../open/hints.ts";
import { located } from "../open/located.ts";
import { openSource, placeOf } from "../open/open.ts";
import type { Source } from "../open/source.ts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";
import { refuseMisfit } from "./misfit.ts";

/** Reads an image of one type. */
export type Decode<Image> = (bytes: Uint8Array) => Image;

/**
 * The images of a checkpoint. They are read on demand, so that images outside of a listing may be invalid or absent.
 * Each image gives its own framing, so that no inventory is needed.
 */
export interface Folder {
  readonly source: Source;
  readonly schema: Schema;
  /** Reads an image; returns `undefined` if its file does not exist. */
  read<Image>(name: string, decode: Decode<Image>): Promise<Image | undefined>;
  /** Reads an image beside the others, or at the top of an archive, where engines keep some. */
  readBeside<Image>(name: string, decode: Decode<Image>): Promise<Image | undefined>;
  /** Reads an image that must exist. */
  need<Image>(name: string, decode: Decode<Image>): Promise<Image>;
}

/** Opens a checkpoint. Every error of a file is one line that begins with its place. */
export async function openFolder(
  path: string,
  schema: Schema = BUILT_IN,
  parents: readonly string[] = [],
): Promise<Folder> {
  const source = await openSource(path, parents);
  const readAt = async <Image>(path: string, name: string, decode: Decode<Image>): Promise<Image | undefined> => {
    try {
      const bytes = await contentOf(source, path);
      if (bytes !== undefined) refuseMisfit(schema, name);
      return bytes && decode(bytes);
    } catch (error) {
      throw located(placeOf(source.path, source.store, path), error);
    }
  };
  const read: Folder["read"] = (name, decode) => readAt(source.folder + name, name, decode);
  const readBeside: Folder["readBeside"] = async (name, decode) =>
    (await read(name, decode)) ?? (source.folder === "" ? undefined : await readAt(name, name, decode));
  const need = async <Image>(name: string, decode: Decode<Image>): Promise<Image> => {
    const image = await read(name, decode);
    if (image === undefined) throw new Error(`${source.where(name)}: no such file`);
    return image;
  };
  return { source, schema, read, readBeside, need };
}

/** Largest image that is read into memory, in bytes. */
const LARGEST = 2 ** 30;

async function contentOf({ store }: Source, path: string): Promise<Uint8Array | undefined> {
  if (!store.files.has(path)) return undefined;
  if (store.bytes(path).size <= LARGEST) return await readFile(store, path);
  throw new Error("larger than 1 GiB, the limit of x; `critgen info` describes it");
}

/** Explains why a checkpoint without `pstree.img` cannot be explored. */
export async function noCheckpoint({ source }: Folder): Promise<Error> {
  const { path, names } = source;
  const pod = podError(source.store);
  if (pod !== undefined) return located(path, pod);
  const [within] = foldersWith(source.store, (name) => name === "pstree.img");
  if (within !== undefined)
    return new Error(`${path}: no pstree.img here; there is one in ${placeOf(path, source.store, within)}`);
  if (names.includes("inventory.img")) {
    return new Error(`${path}: no pstree.img: a pre-dump has only memory; its processes are in the dump after it`);
  }
  return new Error(
    `${path}: not a checkpoint: it has neither pstree.img nor inventory.img${await noImagesHint(source)}`,
  );
}
