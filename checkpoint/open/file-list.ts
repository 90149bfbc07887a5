import { type Bytes, blobBytes } from "../bytes/bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { layoutOrigin } from "./oci/store.ts";
import { type Settings, settingsOf } from "./options.ts";
import type { Store } from "./store.ts";
import { StoredFiles } from "./stored-files.ts";
import { type ByteSource, type CheckpointOptions, openFrom } from "./universal.ts";

/** Files of a folder by their names: `core-1.img`, `checkpoint/core-1.img`. */
export type FileList = Iterable<readonly [name: string, content: Blob | Bytes]>;

/** Returns the store of files that have no folder on a disk: those that were dropped on a page, or that a server has. */
function fileListStore(list: FileList, settings: Settings): Store {
  const files = new StoredFiles(settings);
  for (const [name, content] of list) {
    const bytes = content instanceof Blob ? blobBytes(content) : content;
    files.add({ name, kind: "file", size: bytes.size, offset: 0, bytes });
  }
  return files.store("folder", async () => {});
}

/**
 * Opens a checkpoint from the files of a folder. Only the ranges that are needed are read.
 *
 * @throws {SourceError} `no-images`, `several`, `too-large`
 */
export async function openFiles(list: FileList, options: CheckpointOptions<ByteSource> = {}): Promise<Checkpoint> {
  const settings = settingsOf(options);
  return await openFrom(await layoutOrigin(fileListStore(list, settings), settings), options, [], settings);
}
