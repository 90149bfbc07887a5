/* Entry point with access to files, for Node, Deno and Bun. */

import { Checkpoint } from "./open/checkpoint.ts";
import { folderStore } from "./open/folder.ts";
import { imagesFolder } from "./open/images-folder.ts";
import type { Store } from "./open/store.ts";

export { type FileBytes, openFile } from "./bytes/file.ts";

/**
 * Opens the files of a checkpoint in any form.
 *
 * @param path a folder
 * @throws {Error} the errors of Node
 */
export async function openStore(path: string): Promise<Store> {
  return folderStore(path);
}

/**
 * Opens a checkpoint. Its images are read on demand.
 *
 * @param path a folder with images, or with a folder `checkpoint` of them
 * @throws {Error} the errors of Node
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  const store = await openStore(path);
  return new Checkpoint(store, imagesFolder(store) ?? "");
}
