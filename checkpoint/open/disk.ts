import { realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { openFile } from "../bytes/file.ts";
import { imageOfFile } from "../images/names.ts";
import { SourceError } from "./error.ts";
import { folderStore } from "./folder.ts";
import { foldersWithImages } from "./images-folder.ts";
import { openBytes } from "./open-bytes.ts";
import type { Settings } from "./options.ts";
import type { Origin } from "./parents.ts";
import { withoutLayout } from "./universal.ts";

const ONE_IMAGE = "one image of a checkpoint: open its folder in its place";

/**
 * Opens a folder or a file.
 *
 * @throws {SourceError} if it is not that of a checkpoint; also the errors of Node
 */
export async function diskOrigin(path: string, settings: Settings): Promise<Origin> {
  if (!statSync(path).isDirectory()) {
    const file = openFile(path);
    const store = await openBytes(file, settings, async () => file.close()).catch((error: unknown) => {
      throw imageOfFile(basename(path)) === undefined ? error : new SourceError("unknown-form", ONE_IMAGE);
    });
    return { store: await withoutLayout(store, settings) };
  }
  return { ...folderOrigin(path), store: await withoutLayout(folderStore(path), settings) };
}

/** Opens a folder; links to parents lead from it to other folders. */
function folderOrigin(path: string, depth?: number): Origin {
  return {
    store: folderStore(path, depth),
    place: (folder) => realpathSync(join(path, folder)),
    outside: async (folder, target) => {
      const other = resolve(realpathSync(join(path, folder)), target);
      if (!statSync(other, { throwIfNoEntry: false })?.isDirectory()) return undefined;
      // The link may lead anywhere: only the files of that folder are listed.
      const origin = folderOrigin(other, 0);
      return foldersWithImages(origin.store).size > 0 ? origin : undefined;
    },
  };
}
