import type { Opened } from "../../engine/opened.ts";
import { findingsOf } from "../overview/findings.ts";
import { imageAbout } from "./about.ts";

/** A file of the folder with the images. */
export interface ListedImage {
  readonly file: string;
  /** Name of the image; absent for another file. */
  readonly image?: string;
  readonly size: number;
  /** Meaning of the image; empty for another file. */
  readonly about: string;
  /** Number of findings in it, as far as they are known. */
  readonly findings: number;
}

/** Lists the files beside the images, by name. */
export async function listedImages(opened: Opened): Promise<readonly ListedImage[]> {
  const { store, folder, images } = opened.checkpoint;
  const named = new Map(images.map(({ file, image }) => [file, image]));
  const counts = new Map<string, number>();
  for (const { file } of (await opened.once(findingsOf)).findings) counts.set(file, (counts.get(file) ?? 0) + 1);
  const listed: ListedImage[] = [];
  for (const { name, kind, size } of store.files.values()) {
    const file = name.slice(folder.length);
    if (kind !== "file" || !name.startsWith(folder) || file.includes("/")) continue;
    const image = named.get(file);
    const { about } = await imageAbout(image);
    listed.push({ file, ...(image !== undefined && { image }), size, about, findings: counts.get(file) ?? 0 });
  }
  return listed.sort((a, b) => Number(a.image === undefined) - Number(b.image === undefined) || byName(a.file, b.file));
}

const byName = new Intl.Collator("en", { numeric: true }).compare;
