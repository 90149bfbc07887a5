/* Entry point with access to files, for Node, Deno and Bun. */

import { Checkpoint } from "./open/checkpoint.ts";
import { folderStore } from "./open/folder.ts";

export { type FileBytes, openFile } from "./bytes/file.ts";

/**
 * Opens a checkpoint. Its images are read on demand.
 *
 * @param path a folder with images
 * @throws {Error} the errors of Node
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  return new Checkpoint(folderStore(path), "");
}
