import type { ImageId, ReadOptions } from "criu-images";
import { type AnyImage, decodeAnyImage, type ImageName, type Images, imageOfFile } from "criu-images/all";
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

/** A checkpoint: its files, and its images by name. */
export class Checkpoint {
  /** All files of the source, also those that are not images. */
  readonly store: Store;
  /** Folder of the images in the store: empty, or with a slash at its end. */
  readonly folder: string;
  readonly images: readonly ImageFile[];
  readonly #byName: ReadonlyMap<string, ImageFile>;

  constructor(store: Store, folder: string) {
    this.store = store;
    this.folder = folder;
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
