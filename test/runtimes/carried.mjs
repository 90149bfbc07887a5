/*
 * Runs on every runtime with every package: calls the package's own test, and decodes and encodes each real image that
 * the package knows.
 */
import * as criu from "criu-images";
import { selfTest } from "criu-images/self-test";
import { canonical, digest, mustBe, sameBytes } from "./canonical.mjs";
import { IMAGES } from "./carried-images.mjs";

/** Returns the number of images in the package's own test, the number of real images, and a digest of their values. */
export async function launch() {
  const tried = selfTest();
  const texts = [];
  for (const [file, base64] of IMAGES) {
    if (criu.imageOfFile(file) === undefined) continue;
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const image = criu.decodeAnyImage(bytes, { file });
    mustBe(sameBytes(criu.encodeAnyImage(image), bytes), `${file} is written back to the byte`);
    texts.push(canonical(image));
  }
  return { tried, read: texts.length, digest: await digest(texts.join("\n")) };
}
