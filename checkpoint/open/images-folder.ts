import { imageOfFile } from "../images/names.ts";
import { SourceError } from "./error.ts";
import type { Store } from "./store.ts";

/** Folders in which engines keep images: the top, and those of archives. */
const FOLDERS: readonly string[] = ["", "checkpoint/", "pre-checkpoint/"];

/**
 * Lists the folders that have files with names of images: empty, or with a slash at their end. Files that CRIU keeps for
 * itself, such as statistics, have no suffix: engines put them elsewhere.
 */
export function foldersWithImages(store: Store): ReadonlySet<string> {
  const folders = known.get(store) ?? foldersIn(store);
  known.set(store, folders);
  return folders;
}

/** Listed once for each store: opening one asks several times. */
const known = new WeakMap<Store, ReadonlySet<string>>();

function foldersIn({ files }: Store): Set<string> {
  const folders = new Set<string>();
  for (const { name, kind } of files.values()) {
    if (kind !== "file" || !name.endsWith(".img")) continue;
    const start = name.lastIndexOf("/") + 1;
    const folder = name.slice(0, start);
    if (!folders.has(folder) && imageOfFile(name.slice(start)) !== undefined) folders.add(folder);
  }
  return folders;
}

/**
 * Finds the folder of the images in a store: one with a usual name, or the only one that there is.
 *
 * @returns its name, empty or with a slash at its end; `undefined` if there is none, or several without a usual name
 */
export function imagesFolder(store: Store): string | undefined {
  return folderOfImages(store, "");
}

/** Finds the folder of the images below a folder, as `imagesFolder` does. */
export function folderOfImages(store: Store, within: string): string | undefined {
  const folders = [...foldersWithImages(store)].filter((folder) => folder.startsWith(within));
  const usual = FOLDERS.find((folder) => folders.includes(within + folder));
  if (usual !== undefined) return within + usual;
  return folders.length === 1 ? folders[0] : undefined;
}

/**
 * Finds the folder of the images, as `imagesFolder` does.
 *
 * @throws {SourceError} `no-images`, `several`
 */
export function onlyImagesFolder(store: Store): string {
  const found = imagesFolder(store);
  if (found !== undefined) return found;
  const folders = [...foldersWithImages(store)];
  if (folders.length === 0)
    throw new SourceError("no-images", `no file of this ${store.form} has the name of an image`);
  const choices = folders.map((folder) => folder.slice(0, -1));
  const more = folders.length > 5 ? ", …" : "";
  throw new SourceError(
    "several",
    `the images of several checkpoints are in ${choices.slice(0, 5).join(", ")}${more}: name one of them, as in SOURCE:${choices[0]}`,
    { choices },
  );
}
