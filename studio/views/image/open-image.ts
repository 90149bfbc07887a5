import { readFile } from "criu-checkpoint";
import { byName } from "criu-images/layouts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { imageAbout } from "./about.ts";
import { type OpenImage, readContent } from "./content.ts";

/** Number of images that stay open. */
const KEPT = 4;

/** Opens an image; those that were shown last stay open. @throws {ImageError} if there is no such file */
export function openImage(opened: Opened, file: string, call: Call): Promise<OpenImage> {
  const recent = opened.shared("images", () => new Map<string, Promise<OpenImage>>());
  const image = recent.get(file) ?? read(opened, file, call);
  recent.delete(file);
  recent.set(file, image);
  for (const [oldest] of recent) if (recent.size > KEPT) recent.delete(oldest);
  image.catch(() => recent.delete(file));
  return image;
}

/** Largest image that is read as a whole, in bytes. */
const LARGEST = 2 ** 29;

async function read({ checkpoint }: Opened, file: string, { progress }: Call): Promise<OpenImage> {
  const path = checkpoint.folder + file;
  const { size } = checkpoint.store.bytes(path);
  const [layout] = byName(BUILT_IN.layouts, file);
  const about = await imageAbout(layout?.image);
  const bytesOnly =
    layout !== undefined && layout.magic === undefined
      ? "CRIU puts no structure into this image: it has raw bytes."
      : size > LARGEST
        ? "The image is too large to be read at once: only its bytes are shown."
        : undefined;
  if (bytesOnly !== undefined) return { layout, about, size, before: [], starts: [], entries: undefined, bytesOnly };
  const bytes = await readFile(checkpoint.store, path);
  const content = await readContent(bytes, file, { ...BUILT_IN, layouts: await BUILT_IN.named() }, progress);
  return { layout, about, size, ...content };
}
