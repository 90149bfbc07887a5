import { byName, imageLayouts } from "criu-images/layouts";

/** Returns whether a file has the name of an image. */
export function isImageName(name: string): boolean {
  return byName(imageLayouts, name.slice(name.lastIndexOf("/") + 1)).length > 0;
}

/** Returns whether a file has the name of an image without a magic: pages of memory and other raw data. */
export function isRawName(name: string): boolean {
  return byName(imageLayouts, name.slice(name.lastIndexOf("/") + 1)).some(({ magic }) => magic === undefined);
}
