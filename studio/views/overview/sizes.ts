import type { Checkpoint } from "criu-checkpoint";
import { imageLayouts } from "criu-images/layouts";
import { isImageName } from "../../engine/image-names.ts";

/** A file of a checkpoint, with its size in bytes. */
export interface SizedFile {
  readonly name: string;
  readonly size: number;
  /** `memory`: a raw image of an image that other images place bytes in; `image`: another one; `other`: neither. */
  readonly group: "memory" | "image" | "other";
}

const RAW = new Set(imageLayouts.filter(({ magic }) => magic === undefined).map(({ image }) => image));

/** Lists the files of a checkpoint with their sizes, the largest first. */
export function sizedFiles({ store, images, folder }: Checkpoint): SizedFile[] {
  const raw = new Set(images.filter(({ image }) => RAW.has(image)).map(({ file }) => folder + file));
  return [...store.files.values()]
    .filter(({ kind, size }) => kind === "file" && size > 0)
    .map(({ name, size }): SizedFile => {
      const group = raw.has(name) ? "memory" : isImageName(name) ? "image" : "other";
      return { name, size, group };
    })
    .sort((a, b) => b.size - a.size);
}
