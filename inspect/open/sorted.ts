import { byName, type ImageLayout, sortFiles } from "criu-images/layouts";
import type { Source } from "./source.ts";

/** Number of bytes that recognize an image without a row. */
const BEGINNING = 8;

/** Sorts the files beside the images into images, unknown images and others; reads only the start of unknown ones. */
export async function sortedFiles(
  layouts: readonly ImageLayout[],
  source: Pick<Source, "names" | "start">,
): Promise<ReturnType<typeof sortFiles<string>>> {
  const starts = new Map<string, Uint8Array>();
  for (const name of source.names) {
    if (byName(layouts, name).length === 0) starts.set(name, await source.start(name, BEGINNING));
  }
  return sortFiles(layouts, { names: source.names, read: (name) => starts.get(name) ?? new Uint8Array() });
}
