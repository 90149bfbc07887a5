import type { Checkpoint } from "criu-checkpoint";
import { isImageName, isRawName } from "../../engine/image-names.ts";

/** A file of a checkpoint, with its size in bytes. */
export interface SizedFile {
  readonly name: string;
  readonly size: number;
  /** Name in the folder with the images; absent for a file elsewhere, such as one of a parent, and for no image. */
  readonly file?: string;
  /** `memory`: a raw image of an image that other images place bytes in; `image`: another one; `other`: neither. */
  readonly group: "memory" | "image" | "other";
}

/** Lists the files of a checkpoint with their sizes, the largest first. */
export function sizedFiles({ store, images, folder }: Pick<Checkpoint, "store" | "images" | "folder">): SizedFile[] {
  const own = new Map(images.map(({ file }) => [folder + file, file]));
  return [...store.files.values()]
    .filter(({ kind, size }) => kind === "file" && size > 0)
    .map(({ name, size }): SizedFile => {
      const group = isRawName(name) ? "memory" : isImageName(name) ? "image" : "other";
      const file = own.get(name);
      return { name, size, group, ...(file !== undefined && { file }) };
    })
    .sort((a, b) => b.size - a.size);
}
