import type { CheckpointFile } from "criu-images";
import type { ImageName } from "criu-images/all";
import { identifyFile, imageLayouts } from "criu-images/layouts";

/** Identifies an image by its file name, without the readers of all images. */
export function imageOfFile(file: string): CheckpointFile<ImageName> | undefined {
  const found = identifyFile(imageLayouts, file);
  return found && { ...found, image: found.image as ImageName };
}
