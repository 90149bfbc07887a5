import { ImageError, type Version } from "criu-images";
import { type AnyImage, encodeCheckpoint, imageOfFile, openCheckpoint } from "criu-images/all";
import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { readFile, type StoredFile } from "../open/store.ts";

/** Differences between a checkpoint and the one that is saved. */
export interface Changes {
  /**
   * New content of files beside the images, or new files: `core-1.img`. An image is written as the version of the
   * format requires; bytes are written as they are.
   */
  readonly files?: ReadonlyMap<string, Content>;
  /** Files and folders beside the images that are left out. */
  readonly without?: ReadonlySet<string>;
  /** Version of the format: all images and the inventory are written anew. By default it stays as it is. */
  readonly version?: Version;
}

/** New content of a file. */
type Content = AnyImage | Uint8Array | Bytes;

/** A file to be saved, or a link or a folder. */
export interface SavedFile {
  readonly name: string;
  readonly kind: "file" | "link" | "folder";
  readonly bytes: Bytes;
  readonly target?: string;
}

/**
 * Lists the files of a changed checkpoint in the order of its source, then the new ones. Pipes, sockets and devices are
 * left out, because a checkpoint has no use for them, and so are files below a link, which would be written through it.
 *
 * @throws {ImageError} if an image cannot be read or written
 */
export async function* savedFiles(checkpoint: Checkpoint, changes: Changes): AsyncGenerator<SavedFile> {
  const { store, folder } = checkpoint;
  const writer = new Writer(checkpoint, changes);
  const left = new Map(changes.files);
  const below = new Set(store.problems.flatMap(({ code, name }) => (code === "below-file" ? (name ?? []) : [])));
  for (const file of store.files.values()) {
    if (below.has(file.name)) continue;
    const own = file.name.startsWith(folder) ? file.name.slice(folder.length) : "";
    if (changes.without?.has(own.split("/")[0] ?? "") === true) continue;
    const saved = await writer.saved(file, own, left.get(own));
    if (saved !== undefined) yield saved;
    left.delete(own);
  }
  for (const [own, content] of left) {
    yield { name: folder + own, kind: "file", bytes: await writer.written(own, content) };
  }
}

class Writer {
  readonly #checkpoint: Checkpoint;
  readonly #version: Version | undefined;
  #current: Version | undefined;

  constructor(checkpoint: Checkpoint, { version }: Changes) {
    this.#checkpoint = checkpoint;
    this.#version = version;
  }

  async saved(file: StoredFile, own: string, change: Content | undefined): Promise<SavedFile | undefined> {
    const { name, kind, target } = file;
    if (change !== undefined) return { name, kind: "file", bytes: await this.written(own, change) };
    if (kind === "link") return { name, kind, bytes: EMPTY, ...(target !== undefined && { target }) };
    if (kind === "folder") return { name, kind, bytes: EMPTY };
    if (kind !== "file") return undefined;
    const image = this.#version === undefined ? undefined : this.#checkpoint.images.find((one) => one.file === own);
    const bytes =
      image === undefined
        ? this.#checkpoint.store.bytes(name)
        : await this.written(own, await this.#checkpoint.decode(image));
    return { name, kind, bytes };
  }

  /** Writes a file of the version that the checkpoint has, or gets. */
  async written(own: string, content: Content): Promise<Bytes> {
    if (content instanceof Uint8Array) return memoryBytes(content);
    if (!("image" in content)) return content;
    const named = imageOfFile(own)?.image;
    if (named !== content.image)
      throw new TypeError(`${own} is the name of ${named ?? "no image"}, not of ${content.image}`);
    const version = this.#version ?? (await this.#currentVersion());
    return memoryBytes(encodeCheckpoint([[own, content]], version).get(own) ?? new Uint8Array());
  }

  async #currentVersion(): Promise<Version> {
    this.#current ??= await versionOf(this.#checkpoint);
    return this.#current;
  }
}

const EMPTY = memoryBytes(new Uint8Array());

/** Reads the version of the format from the inventory; without one, it is that of today's CRIU. */
async function versionOf({ store, folder }: Checkpoint): Promise<Version> {
  const inventory = folder + inventoryName();
  if (store.files.get(inventory)?.kind !== "file") return "v1.1";
  const bytes = await readFile(store, inventory);
  try {
    return openCheckpoint({ names: [], read: () => bytes }).version.heads ? "v1.1" : "v1.0";
  } catch (error) {
    // Newer versions have heads, too.
    if (error instanceof ImageError && error.code === "unknown-version") return "v1.1";
    throw error;
  }
}

/** Returns the name of the inventory: opening a checkpoint asks for it first. */
function inventoryName(): string {
  let asked = "";
  const read = (name: string): never => {
    asked = name;
    throw new Error("no files are here");
  };
  try {
    openCheckpoint({ names: [], read });
  } catch {
    return asked;
  }
  return asked;
}
