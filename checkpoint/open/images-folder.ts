import { imageOfFile } from "criu-images/all";
import type { Store } from "./store.ts";

/** Folders in which engines keep images, beside files of their own. */
const FOLDERS = ["", "checkpoint/", "pre-checkpoint/"];

/**
 * Finds the folder of the images in a store.
 *
 * @returns its name, empty or with a slash at its end; `undefined` if no file has the name of an image
 */
export function imagesFolder({ files }: Store): string | undefined {
  const holding = new Set<string>();
  for (const { name, kind } of files.values()) {
    const start = name.lastIndexOf("/") + 1;
    if (kind === "file" && imageOfFile(name.slice(start)) !== undefined) holding.add(name.slice(0, start));
  }
  return FOLDERS.find((folder) => holding.has(folder));
}
