/* Entry point with access to files, for Node, Deno and Bun. */

import type { Checkpoint } from "./open/checkpoint.ts";
import { diskPlace } from "./open/disk.ts";
import { originAt } from "./open/nested.ts";
import { type Settings, type StoreOptions, settingsOf } from "./open/options.ts";
import type { Origin } from "./open/parents.ts";
import type { Store } from "./open/store.ts";
import { type ByteSource, bytesOrigin, type CheckpointOptions, openFrom } from "./open/universal.ts";
import { NODE_UNPACKERS } from "./open/unpack/node.ts";

export { anonymiseCheckpoint, PRIVACY_CLASSES } from "./anonymise/anonymise.ts";
export { type FileBytes, openFile } from "./bytes/file.ts";
export { editCheckpoint, VERBS } from "./edit/node.ts";
export { type HostSource, readHost } from "./host/read.ts";
export { fileSpool } from "./open/spool.ts";
export { type SaveOptions, saveCheckpoint } from "./save/save.ts";

/** A path, or bytes. */
export type Source = string | ByteSource;

/**
 * Opens the files of a checkpoint in any form.
 *
 * @param source path of a folder, of an archive, plain or compressed, of an image layout of OCI, or of a stream of
 * criu-image-streamer, with `:NAME` for an archive in it; or the bytes of one
 * @throws {SourceError} if it is none of these, is damaged, or goes beyond a limit; also the errors of Node
 */
export async function openStore(source: Source, options: StoreOptions = {}): Promise<Store> {
  return (await originOf(source, settingsOf(options, NODE_UNPACKERS))).store;
}

/** A store, and the name of a file or a folder in it; the name of the whole store is empty. */
export interface StorePlace {
  readonly store: Store;
  readonly name: string;
}

/**
 * Opens the store that a path leads to: `PATH`, `PATH:NAME`, or `PATH:ARCHIVE:NAME` in an archive of an archive.
 *
 * @throws {SourceError} `not-found` if there is no such file or folder in it; also the errors of `openStore`
 */
export async function openPlace(path: string, options: StoreOptions = {}): Promise<StorePlace> {
  const { origin, name } = await diskPlace(path, settingsOf(options, NODE_UNPACKERS));
  return { store: origin.store, name };
}

/**
 * Opens a checkpoint. Its images are read on demand.
 *
 * @param source as `openStore` takes it: the images may lie in its folder `checkpoint` or `pre-checkpoint`
 * @throws {SourceError} if it is none, is damaged, goes beyond a limit, or has no images; also the errors of Node
 */
export async function openCheckpoint(source: Source, options: CheckpointOptions<Source> = {}): Promise<Checkpoint> {
  const settings = settingsOf(options, NODE_UNPACKERS);
  const origin = await originOf(source, settings);
  const parents = (options.parents ?? []).map((parent) => () => originOf(parent, settings));
  return openFrom(origin, options, parents, settings);
}

async function originOf(source: Source, settings: Settings): Promise<Origin> {
  if (typeof source !== "string") return bytesOrigin(source, settings);
  return originAt(await diskPlace(source, settings), settings);
}
