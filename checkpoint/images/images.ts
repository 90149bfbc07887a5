import type { ImageId, ReadOptions } from "criu-images";
import type { AnyImage, ImageName, Images } from "criu-images/all";
import type { Bytes } from "../bytes/bytes.ts";

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

/** The images of a checkpoint, wherever they lie. */
export interface ImageSet {
  readonly images: readonly ImageFile[];
  /** Returns the file of an image; `undefined` if there is none. */
  find(image: ImageName, id?: ImageId): ImageFile | undefined;
  /** Reads an image; `undefined` if there is no such file. */
  read<Name extends ImageName>(image: Name, id?: ImageId, options?: ReadOptions): Promise<Images[Name] | undefined>;
  /** Reads an image of any type. */
  decode(file: ImageFile, options?: ReadOptions): Promise<AnyImage>;
  /** Returns the bytes of an image. Nothing is read yet. */
  bytesOf(file: ImageFile): Bytes;
}
