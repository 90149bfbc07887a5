import { imageOfFile } from "criu-images/all";
import { SourceError } from "./error.ts";
import type { Store } from "./store.ts";

/** Folders in which engines keep images, beside files of their own: archives' and Docker's. */
const FOLDERS = [/^$/, /^checkpoint\/$/, /^pre-checkpoint\/$/, /^(?:checkpoints\/)?[^/]+\/$/];

/**
 * Lists the folders that have files with names of images: empty, or with a slash at their end. Files that CRIU keeps for
 * itself, such as statistics, have no suffix: engines put them elsewhere.
 */
export function foldersWithImages({ files }: Store): Set<string> {
  const folders = new Set<string>();
  for (const { name, kind } of files.values()) {
    if (kind !== "file" || !name.endsWith(".img")) continue;
    const start = name.lastIndexOf("/") + 1;
    if (imageOfFile(name.slice(start)) !== undefined) folders.add(name.slice(0, start));
  }
  return folders;
}

/**
 * Finds the folder of the images in a store.
 *
 * @returns its name, empty or with a slash at its end; `undefined` if no file has the name of an image
 */
export function imagesFolder(store: Store): string | undefined {
  const folders = [...foldersWithImages(store)];
  return FOLDERS.flatMap((usual) => folders.filter((folder) => usual.test(folder)))[0];
}

/**
 * Finds the folder of the images, as `imagesFolder` does.
 *
 * @throws {SourceError} `no-images`; `several` if none of several folders has one of the usual names
 */
export function onlyImagesFolder(store: Store): string {
  const usual = imagesFolder(store);
  if (usual !== undefined) return usual;
  const [first, ...others] = foldersWithImages(store);
  if (first === undefined) throw new SourceError("no-images", `no file of this ${store.form} has the name of an image`);
  if (others.length === 0) return first;
  const names = [first, ...others].slice(0, 5).map((folder) => folder.slice(0, -1));
  const more = others.length > 4 ? ", …" : "";
  throw new SourceError(
    "several",
    `the images of several checkpoints are in ${names.join(", ")}${more}: name one of them`,
  );
}
