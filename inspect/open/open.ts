import { statSync } from "node:fs";
import { join } from "node:path";
import { Checkpoint, chunksOf, imagesFolder, readFile, type Store } from "criu-checkpoint";
import { openCheckpoint, openStore } from "criu-checkpoint/node";
import { ImageError } from "criu-images";
import { pathOf } from "../../generator/files/path.ts";
import { located } from "./located.ts";
import type { OtherKind, Source } from "./source.ts";

/**
 * Opens a checkpoint in any form, as all commands do.
 *
 * @param parents paths of the dumps that an incremental one is based on, the nearest first
 * @throws {Error} if it is none; the message begins with its path
 */
export async function openSource(path: string, parents: readonly string[] = []): Promise<Source> {
  try {
    return await opened(path, parents);
  } catch (error) {
    throw located(path, error);
  }
}

async function opened(path: string, parents: readonly string[]): Promise<Source> {
  try {
    // Commands report what is there in place of images, and a circle of parents.
    const checkpoint = await openCheckpoint(path, { parents, withoutImages: true });
    const { store, folder } = checkpoint;
    return sourceOf(pathOfStore(path, folder), store, checkpoint.images.length === 0 ? undefined : checkpoint);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const store = await openStore(path);
    return sourceOf(path, store, new Checkpoint(store, imagesFolder(store) ?? ""));
  }
}

/** Returns the path of a store without the folder in it that the path may end with: `web.tar:checkpoint`. */
function pathOfStore(path: string, folder: string): string {
  if (statSync(pathOf(path), { throwIfNoEntry: false }) !== undefined) return path;
  const name = path.replace(/\/+$/, "");
  for (let end = folder.length - 1; end > 0; end = folder.lastIndexOf("/", end - 1)) {
    if (name.endsWith(`:${folder.slice(0, end)}`)) return name.slice(0, -end - 1);
  }
  return path;
}

function sourceOf(path: string, store: Store, checkpoint?: Checkpoint): Source {
  const folder = checkpoint?.folder ?? "";
  const bytes = (name: string): ReturnType<Store["bytes"]> => store.bytes(folder + name);
  return {
    path,
    store,
    folder,
    checkpoint,
    ...entriesIn(store, folder),
    where: (name) => placeOf(path, store, folder + name),
    size: (name) => bytes(name).size,
    start: (name, size) => bytes(name).read(0, size),
    read: (name) => readFile(store, folder + name),
    chunks: (name) => chunksOf(bytes(name)),
    close: () => checkpoint?.close() ?? store.close(),
  };
}

/** Formats the place of a file of a store: a path, or that of an archive and a name in it. */
export function placeOf(path: string, { form }: Store, name: string): string {
  return form === "folder" ? join(path, name) : `${path}:${name}`;
}

function entriesIn(store: Store, folder: string): Pick<Source, "names" | "others"> {
  const names: string[] = [];
  const others = new Map<string, OtherKind>();
  for (const { name, kind } of store.files.values()) {
    if (!name.startsWith(folder)) continue;
    const [first = "", ...below] = name.slice(folder.length).split("/");
    if (below.length > 0) others.set(first, "folder");
    else if (kind === "file") names.push(first);
    else others.set(first, kind);
  }
  return { names: names.sort(), others: new Map([...others].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
