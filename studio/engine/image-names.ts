import { byName, imageLayouts } from "criu-images/layouts";

/** Returns whether a file has the name of an image. */
export function isImageName(name: string): boolean {
  return byName(imageLayouts, name.slice(name.lastIndexOf("/") + 1)).length > 0;
}
