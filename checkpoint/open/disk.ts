import { realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { openFile } from "../bytes/file.ts";
import { imageOfFile } from "../images/names.ts";
import { SourceError } from "./error.ts";
import { folderStore } from "./folder.ts";
import { foldersWithImages } from "./images-folder.ts";
import { type Place, placeIn } from "./nested.ts";
import { isLayout } from "./oci/layout.ts";
import { layoutOrigin } from "./oci/store.ts";
import { openBytes } from "./open-bytes.ts";
import type { Settings } from "./options.ts";
import type { Origin } from "./parents.ts";

const ONE_IMAGE = "one image of a checkpoint: open its folder in its place";

/**
 * Opens a path: that of a folder or an archive, with `:NAME` for a folder, an archive or a file in it.
 *
 * @throws {SourceError} if it is not that of a checkpoint, or lacks the name; also the errors of Node
 */
export async function diskPlace(path: string, settings: Settings): Promise<Place> {
  const [outer, name] = splitAtFile(path) ?? [path, ""];
  const origin = await diskOrigin(outer, settings);
  return name === "" ? { origin, name } : placeIn(origin, name, settings);
}

/** Splits a path at the first colon after the name of a file; a path that is there itself is not split. */
function splitAtFile(path: string): [outer: string, name: string] | undefined {
  const isThere = (one: string): boolean => statSync(one, { throwIfNoEntry: false }) !== undefined;
  if (isThere(path)) return undefined;
  for (let colon = path.indexOf(":"); colon > 0; colon = path.indexOf(":", colon + 1)) {
    const outer = path.slice(0, colon);
    if (isThere(outer)) return [outer, path.slice(colon + 1)];
  }
  return undefined;
}

async function diskOrigin(path: string, settings: Settings): Promise<Origin> {
  if (!statSync(path).isDirectory()) {
    const file = openFile(path);
    const store = await openBytes(file, settings, async () => file.close()).catch((error: unknown) => {
      throw imageOfFile(basename(path)) === undefined ? error : new SourceError("unknown-form", ONE_IMAGE);
    });
    return layoutOrigin(store, settings);
  }
  const origin = folderOrigin(path);
  return isLayout(origin.store) ? layoutOrigin(origin.store, settings) : origin;
}

/** Opens a folder; links to parents lead from it to other folders. */
function folderOrigin(path: string, depth?: number): Origin {
  const pathOf = (folder: string, target: string): string => resolve(realpathSync(join(path, folder)), target);
  return {
    store: folderStore(path, depth),
    place: (folder) => realpathSync(join(path, folder)),
    pathOf,
    outside: async (folder, target) => {
      const other = pathOf(folder, target);
      if (!statSync(other, { throwIfNoEntry: false })?.isDirectory()) return undefined;
      // The link may lead anywhere: only the files of that folder are listed.
      const origin = folderOrigin(other, 0);
      return foldersWithImages(origin.store).size > 0 ? origin : undefined;
    },
  };
}
