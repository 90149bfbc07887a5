import type { ImageId, ReadOptions } from "criu-images";
import { type AnyImage, decodeAnyImage, type ImageName, type Images, imageOfFile } from "criu-images/all";
import { type Metadata, metadataOf } from "./metadata/metadata.ts";
import { readFile, type Store } from "./store.ts";

/** An image of a checkpoint. */
export interface ImageFile {
  /** Name without folders: `core-1.img`. */
  readonly file: string;
  readonly image: ImageName;
  /** Number in the name. */
  readonly id?: ImageId;
  /** Number of bytes. */
  readonly size: number;
}

/** The dump that an incremental one is based on. */
export interface Parent {
  readonly parent?: Checkpoint;
  /** Target of the link to a parent that is not here. */
  readonly missingParent?: string;
}

/** A checkpoint: its files, and its images by name. */
export class Checkpoint implements Parent {
  /** All files of the source, also those that are not images. */
  readonly store: Store;
  /** Folder of the images in the store: empty, or with a slash at its end. */
  readonly folder: string;
  readonly images: readonly ImageFile[];
  /** The dump that this one is based on: pages that did not change since are there. */
  readonly parent?: Checkpoint;
  /** Target of the link to a parent that is neither in the store nor among the given sources. */
  readonly missingParent?: string;
  readonly #byName: ReadonlyMap<string, ImageFile>;

  constructor(store: Store, folder: string, { parent, missingParent }: Parent = {}) {
    this.store = store;
    this.folder = folder;
    if (parent !== undefined) this.parent = parent;
    if (missingParent !== undefined) this.missingParent = missingParent;
    this.images = imagesIn(store, folder);
    this.#byName = new Map(this.images.map((one) => [keyOf(one.image, one.id), one]));
  }

  /** Returns the file of an image; `undefined` if the checkpoint has none. */
  find(image: ImageName, id?: ImageId): ImageFile | undefined {
    return this.#byName.get(keyOf(image, id));
  }

  /**
   * Reads an image.
   *
   * @param id number in the file name
   * @returns `undefined` if the checkpoint has no such file
   * @throws {ImageError} if it is not valid
   */
  async read<Name extends ImageName>(
    image: Name,
    id?: ImageId,
    options?: ReadOptions,
  ): Promise<Images[Name] | undefined> {
    const found = this.find(image, id);
    return found === undefined ? undefined : ((await this.decode(found, options)) as Images[Name]);
  }

  /** Reads the facts that an engine wrote beside the images: the container, its image, its network, its mounts. */
  metadata(): Promise<Metadata> {
    return metadataOf(this.store, this.folder);
  }

  /** Frees all that the checkpoint and its parents hold open. */
  async close(): Promise<void> {
    await this.store.close();
    if (this.parent?.store !== this.store) await this.parent?.close();
  }

  /** Reads an image of any type. */
  async decode(file: ImageFile, options?: ReadOptions): Promise<AnyImage> {
    return decodeAnyImage(await readFile(this.store, this.folder + file.file), { ...options, file: file.file });
  }
}

function imagesIn(store: Store, folder: string): ImageFile[] {
  return [...store.files.values()].flatMap(({ name, kind, size }) => {
    const file = name.slice(folder.length);
    if (kind !== "file" || !name.startsWith(folder) || file.includes("/")) return [];
    const found = imageOfFile(file);
    return found === undefined ? [] : [{ ...found, size }];
  });
}

const keyOf = (image: string, id: ImageId | undefined): string => `${image} ${id ?? ""}`;
