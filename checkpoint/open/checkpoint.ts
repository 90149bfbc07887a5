import type { ImageId, ReadOptions } from "criu-images";
import type { AnyImage, ImageName, Images } from "criu-images/all";
import type { Bytes } from "../bytes/bytes.ts";
import type { ImageFile } from "../images/images.ts";
import { imageOfFile } from "../images/names.ts";
import { type Navigable, type Owner, ownerOf, type SpaceName } from "../navigate/owner.ts";
import { FORMAT, type Format } from "../relations/format.ts";
import { type Graph, graphOf } from "../relations/graph.ts";
import { canonical } from "../relations/message.ts";
import { type Metadata, metadataOf } from "./metadata/metadata.ts";
import { readFile, type Store, type StoredFile } from "./store.ts";

/** The dump that an incremental one is based on. */
export interface Parent {
  readonly parent?: Checkpoint;
  /** Target of the link to a parent that is not here. */
  readonly missingParent?: string;
  /** Path on the disk that a relative link to a parent outside of the store leads to; absent for other parents. */
  readonly parentPath?: string;
}

/** A checkpoint: its files, and its images by name. */
export class Checkpoint implements Parent, Navigable {
  /** All files of the source, also those that are not images. */
  readonly store: Store;
  /** Folder of the images in the store: empty, or with a slash at its end. */
  readonly folder: string;
  readonly images: readonly ImageFile[];
  /** The dump that this one is based on: pages that did not change since are there. */
  readonly parent?: Checkpoint;
  /** Target of the link to a parent that is neither in the store nor among the given sources. */
  readonly missingParent?: string;
  readonly parentPath?: string;
  readonly #byName: ReadonlyMap<string, ImageFile>;
  readonly #graphs = new Map<Format, Promise<Graph>>();

  constructor(store: Store, folder: string, { parent, missingParent, parentPath }: Parent = {}) {
    this.store = store;
    this.folder = folder;
    if (parent !== undefined) this.parent = parent;
    if (missingParent !== undefined) this.missingParent = missingParent;
    if (parentPath !== undefined) this.parentPath = parentPath;
    this.images = imagesIn(store, folder);
    this.#byName = new Map(this.images.map((one) => [keyOf(one.image, one.id), one]));
  }

  /**
   * Returns the file of an image; `undefined` if the checkpoint has none.
   *
   * @param id number in the file name; the only file of the image if it is absent
   */
  find(image: ImageName, id?: ImageId): ImageFile | undefined {
    const found = this.#byName.get(keyOf(image, id));
    if (found !== undefined || id !== undefined) return found;
    const [only, ...others] = this.images.filter((one) => one.image === image);
    return others.length === 0 ? only : undefined;
  }

  /**
   * Reads an image.
   *
   * @param id number in the file name; the only file of the image if it is absent
   * @returns `undefined` if the checkpoint has no such file
   * @throws {ImageError} if it is not valid, or is another image than its name says
   * @throws {RangeError} if there are several files of the image, and no `id` is given
   */
  async read<Name extends ImageName>(
    image: Name,
    id?: ImageId,
    options?: ReadOptions,
  ): Promise<Images[Name] | undefined> {
    const found = this.find(image, id) ?? this.#refuseSeveral(image, id);
    return found && (await codecs()).decodeImage(image, await this.#read(found), options);
  }

  /** Returns a process by its pid in the namespace of the dump. Its properties read what belongs to it. */
  process(pid: number): Owner<"process"> {
    return this.of("process", pid);
  }

  /** Returns an id of a space of relations.yaml, such as a namespace. Its properties read what belongs to it. */
  of<Space extends SpaceName>(space: Space, id: number | bigint): Owner<Space> {
    return ownerOf(this, space, canonical(id));
  }

  /**
   * Reads all ids and references, once for all calls.
   *
   * @param format images and relations, such as those of a fork; those of criu-images by default
   */
  graph(format: Format = FORMAT): Promise<Graph> {
    const graph = this.#graphs.get(format) ?? graphOf(this, format);
    this.#graphs.set(format, graph);
    return graph;
  }

  /** Reads the facts that an engine wrote beside the images: the container, its image, its network, its mounts. */
  metadata(): Promise<Metadata> {
    return metadataOf(this.store, this.folder);
  }

  /** Frees all that the checkpoint and its parents hold open. */
  async close(): Promise<void> {
    for (const store of this.#stores()) await store.close();
  }

  /** Returns the stores of the checkpoint and its parents; several of them may lie in one. */
  #stores(): Set<Store> {
    return new Set([this.store, ...(this.parent === undefined ? [] : this.parent.#stores())]);
  }

  /** Reads an image of any type. */
  async decode(file: ImageFile, options?: ReadOptions): Promise<AnyImage> {
    const { decodeAnyImage } = await codecs();
    return decodeAnyImage(await this.#read(file), { ...options, file: file.file });
  }

  /** Returns the bytes of an image. Nothing is read yet. */
  bytesOf({ file }: ImageFile): Bytes {
    return this.store.bytes(this.folder + file);
  }

  #refuseSeveral(image: ImageName, id: ImageId | undefined): undefined {
    const ids = id === undefined ? this.images.flatMap((one) => (one.image === image ? (one.id ?? []) : [])) : [];
    if (ids.length === 0) return;
    const shown = ids.slice(0, 10).join(", ");
    throw new RangeError(`the checkpoint has ${ids.length} images ${image}: give an id, such as ${shown}`);
  }

  #read({ file }: ImageFile): Promise<Uint8Array> {
    return readFile(this.store, this.folder + file);
  }
}

/** Loads the readers of all images: a program that only lists files does not need them. */
const codecs = (): Promise<typeof import("criu-images/all")> => import("criu-images/all");

function imagesIn(store: Store, folder: string): ImageFile[] {
  return [...store.files.values()].flatMap((stored) => {
    const { name, kind } = stored;
    const file = name.slice(folder.length);
    if (kind !== "file" || !name.startsWith(folder) || file.includes("/")) return [];
    const found = imageOfFile(file);
    return found === undefined ? [] : [withSize(found, stored)];
  });
}

/** Adds the size of the stored file, which may be asked for at its first use alone. */
function withSize(found: Omit<ImageFile, "size">, stored: StoredFile): ImageFile {
  return {
    ...found,
    get size() {
      return stored.size;
    },
  };
}

const keyOf = (image: string, id: ImageId | undefined): string => `${image} ${id ?? ""}`;
