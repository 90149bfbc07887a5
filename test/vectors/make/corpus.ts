import { identifyImage } from "criu-images";
import { corpus } from "../../support/corpus.ts";
import { layouts } from "../../support/facts.ts";
import { toHex, type Vector } from "../vector.ts";

/* Chooses real images: the smallest of each type that has entries. */

/** Largest image in bytes that is copied to the vectors. */
const MOST = 6000;

/** Shortest image of any use: head, magic and the size of a message. */
const LEAST = 12;

/** Returns the paths of the chosen files, in the corpus, by image. */
function chosenFiles(): { readonly image: string; readonly path: string; readonly name: string }[] {
  const chosen = new Map<string, ReturnType<typeof corpus>[number]>();
  for (const file of corpus()) {
    const image = identifyImage(file.bytes, file.name);
    const { length } = file.bytes;
    if (layouts[image]?.raw === true || length <= LEAST || length > MOST) continue;
    const other = chosen.get(image);
    if (other === undefined || length < other.bytes.length) chosen.set(image, file);
  }
  return [...chosen].map(([image, { path, name }]) => ({ image, path, name }));
}

/** Makes the vectors of real images, without their JSON. */
export function corpusVectors(): Vector[] {
  const files = new Map(corpus().map((file) => [file.path, file]));
  return chosenFiles().map(({ image, path, name }) => {
    const bytes = files.get(path)?.bytes ?? new Uint8Array();
    return { name: path, image, file: name, bytes: toHex(bytes) };
  });
}
