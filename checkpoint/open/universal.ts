import { type Bytes, blobBytes, memoryBytes } from "../bytes/bytes.ts";
import { Checkpoint } from "./checkpoint.ts";
import { withHint } from "./hint.ts";
import { foldersWithImages, onlyImagesFolder } from "./images-folder.ts";
import { originAt, placeIn } from "./nested.ts";
import { layoutOrigin } from "./oci/store.ts";
import { openBytes } from "./open-bytes.ts";
import { type Settings, type StoreOptions, settingsOf } from "./options.ts";
import { type Origin, openChain } from "./parents.ts";
import type { Store } from "./store.ts";

/** Bytes of an archive: a Blob or a File is read in ranges, and the body of a Response is stored in a Blob first. */
export type ByteSource = Bytes | Blob | Response | ArrayBuffer | Uint8Array;

/** Options of opening a checkpoint. */
export interface CheckpointOptions<Source> extends StoreOptions {
  /**
   * Folder of the images in the source, if the source has several, or an archive in it: `checkpoints/second`, `web.tar`,
   * `web.tar:checkpoint`.
   */
  readonly folder?: string;
  /** Sources of the parents that are not in the source itself, the nearest first. */
  readonly parents?: readonly Source[];
  /** Whether a source without images is a checkpoint without images, too, and no error. */
  readonly withoutImages?: boolean;
}

/** Returns the bytes of a source. */
async function bytesOf(source: ByteSource): Promise<Bytes> {
  if (source instanceof Uint8Array) return memoryBytes(source);
  if (source instanceof ArrayBuffer) return memoryBytes(new Uint8Array(source));
  if (source instanceof Response) return blobBytes(await source.blob());
  return source instanceof Blob ? blobBytes(source) : source;
}

/**
 * Opens the files of a checkpoint: an archive, plain or compressed, an image of OCI, or a stream of criu-image-streamer.
 *
 * @throws {SourceError} if it is none of these, is damaged, or goes beyond a limit
 */
export async function openStore(source: ByteSource, options: StoreOptions = {}): Promise<Store> {
  return (await bytesOrigin(source, settingsOf(options))).store;
}

/** Opens the bytes of a source. */
export async function bytesOrigin(source: ByteSource, settings: Settings): Promise<Origin> {
  return layoutOrigin(await openBytes(await bytesOf(source), settings, async () => undefined), settings);
}

/**
 * Opens a checkpoint. Its images are read on demand.
 *
 * @param source an archive, as `openStore` takes it
 * @throws {SourceError} if it is none, is damaged, goes beyond a limit, or has no images
 */
export async function openCheckpoint(
  source: ByteSource,
  options: CheckpointOptions<ByteSource> = {},
): Promise<Checkpoint> {
  const settings = settingsOf(options);
  const parents = (options.parents ?? []).map((parent) => () => bytesOrigin(parent, settings));
  return openFrom(await bytesOrigin(source, settings), options, parents, settings);
}

/**
 * Opens the checkpoint of a store, which is closed if that fails.
 *
 * @param options place of the images, the usual folder if it is absent; and whether there can be none
 */
export async function openFrom(
  source: Origin,
  { folder: name = "", withoutImages = false }: Pick<CheckpointOptions<never>, "folder" | "withoutImages">,
  parents: readonly (() => Promise<Origin>)[],
  settings: Settings,
): Promise<Checkpoint> {
  const origin = name === "" ? source : await originAt(await placeIn(source, name, settings), settings);
  const { store, folder } = origin;
  try {
    if (withoutImages && folder === undefined && foldersWithImages(store).size === 0) return new Checkpoint(store, "");
    return await openChain(origin, folder ?? onlyImagesFolder(store), parents);
  } catch (error) {
    const explained = await withHint(error, store);
    await store.close();
    throw explained;
  }
}
