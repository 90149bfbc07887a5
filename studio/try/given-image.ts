import type { DecodedImage } from "../compiler/decoder.ts";

/** Largest image that is decoded in Try, in bytes: all of it is held in memory. */
export const LARGEST = 2 ** 26;

/** Reads a file as an image. @throws {Error} if it is too large */
export async function givenImage(file: File): Promise<DecodedImage> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than ${LARGEST} bytes: open it as a checkpoint`);
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
