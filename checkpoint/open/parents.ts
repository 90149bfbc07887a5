import { ImageError } from "criu-images";
import { Checkpoint, type Parent } from "./checkpoint.ts";
import { foldersWithImages, onlyImagesFolder } from "./images-folder.ts";
import type { Store } from "./store.ts";

/** Name of the link to the parent dump; see CR_PARENT_LINK in criu/include/image.h. */
export const PARENT = "parent";

/** A store, and the way from it to folders that are not in it. */
export interface Origin {
  readonly store: Store;
  /** Folder of the images, if the source names one: empty, or with a slash at its end. */
  readonly folder?: string;
  /** Identity of a folder, for circles. */
  readonly place?: (folder: string) => string;
  /** Returns the path on the disk that a link in `folder` leads to. */
  readonly pathOf?: (folder: string, target: string) => string;
  /** Opens the folder that a link in `folder` leads to, outside of the store. */
  readonly outside?: (folder: string, target: string) => Promise<Origin | undefined>;
}

/**
 * Opens a checkpoint with its parents. A link to a parent leads to a folder of the same store, to the next of the given
 * sources, or to a folder on the disk.
 *
 * @param given opens the sources of the parents, the nearest first
 * @throws {ImageError} `no-file` if the links lead in a circle
 * @throws {SourceError} `no-images`, `several`, and the errors of opening a given source
 */
export async function openChain(
  origin: Origin,
  folder: string,
  given: readonly (() => Promise<Origin>)[],
  seen: ReadonlySet<string> = new Set(),
): Promise<Checkpoint> {
  const { store } = origin;
  const target = parentIn(store, folder);
  if (target === undefined) return new Checkpoint(store, folder);
  const place = origin.place?.(folder) ?? folder;
  if (seen.has(place)) {
    throw new ImageError("no-file", "the links to the parents of this dump lead in a circle", { found: place });
  }
  const inside = folderAt(store, folder, target);
  if (inside !== undefined) {
    const parent = await openChain(origin, inside, given, new Set([...seen, place]));
    return new Checkpoint(store, folder, { parent });
  }
  const link = linkOf(origin, folder, target);
  const [next, ...rest] = given;
  const other = next === undefined ? await origin.outside?.(folder, target) : await next();
  if (other === undefined) return new Checkpoint(store, folder, { missingParent: target, ...link });
  // Places of another source are its own, save those on the disk.
  const before = next === undefined ? new Set([...seen, place]) : new Set<string>();
  const parent = await openParent(other, next === undefined ? given : rest, before);
  return new Checkpoint(store, folder, { parent, ...link });
}

/** Opens a parent in a source of its own, which is closed if that fails. */
async function openParent(
  origin: Origin,
  given: readonly (() => Promise<Origin>)[],
  seen: ReadonlySet<string>,
): Promise<Checkpoint> {
  try {
    return await openChain(origin, origin.folder ?? onlyImagesFolder(origin.store), given, seen);
  } catch (error) {
    await origin.store.close();
    throw error;
  }
}

/** Returns the path on the disk that a relative link out of the store leads to, for a copy of the link elsewhere. */
function linkOf({ pathOf }: Origin, folder: string, target: string): Pick<Parent, "parentPath"> {
  const isCopied = target.startsWith("/") || partsIn(folder + target) !== undefined;
  return pathOf === undefined || isCopied ? {} : { parentPath: pathOf(folder, target) };
}

/** Returns the target of the link to the parent; a folder in its place is its own target. */
function parentIn({ files }: Store, folder: string): string | undefined {
  const file = files.get(folder + PARENT);
  if (file?.kind === "folder") return PARENT;
  return file?.kind === "link" ? file.target : undefined;
}

/** Returns the names on a path from the top of a store; `undefined` if it leads out. */
function partsIn(path: string): string[] | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== "" && part !== "." && part !== "..") parts.push(part);
  }
  return parts;
}

/** Returns the folder of images that a link leads to within the store. */
function folderAt(store: Store, folder: string, target: string): string | undefined {
  const found = partsIn(folder + target)
    ?.map((part) => `${part}/`)
    .join("");
  if (found === undefined) return undefined;
  return !target.startsWith("/") && foldersWithImages(store).has(found) ? found : undefined;
}
