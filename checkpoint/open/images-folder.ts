import { imageOfFile } from "criu-images/all";
import { SourceError } from "./error.ts";
import type { Store } from "./store.ts";

/** Folders in which engines keep images, beside files of their own. */
const FOLDERS = ["", "checkpoint/", "pre-checkpoint/"];

/**
 * Finds the folder of the images in a store: the top, `checkpoint`, `pre-checkpoint`, or the only one with images.
 *
 * @returns its name, empty or with a slash at its end; `undefined` if no file has the name of an image
 * @throws {SourceError} `several`
 */
export function imagesFolder({ files }: Store): string | undefined {
  const holding = new Set<string>();
  for (const { name, kind } of files.values()) {
    const start = name.lastIndexOf("/") + 1;
    if (kind === "file" && imageOfFile(name.slice(start)) !== undefined) holding.add(name.slice(0, start));
  }
  const usual = FOLDERS.find((folder) => holding.has(folder));
  const [only] = holding;
  if (usual !== undefined || holding.size <= 1) return usual ?? only;
  const names = [...holding].map((folder) => JSON.stringify(folder)).slice(0, 5);
  throw new SourceError(
    "several",
    `images of several checkpoints are here, in ${names.join(", ")}${holding.size > 5 ? ", …" : ""}: name the folder`,
  );
}
