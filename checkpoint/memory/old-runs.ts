import { formatName } from "criu-images";
import type { ImageName } from "criu-images/all";
import { imageLayouts } from "criu-images/layouts";
import { readingAhead } from "../bytes/ahead.ts";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { MemoryError } from "./error.ts";
import type { Run } from "./runs.ts";

/** Number of bytes of the address before each page. */
const ADDRESS = 8;

/** Number of bytes that are read at once. */
const AHEAD = 1 << 20;

/** Number of bytes before the pages: the magic, without a head. */
const MAGIC = 4;

/**
 * Reads the pages of an image up to v0.4: each page follows its address, and an address of 0 ends them
 * (`struct page_entry` in include/image.h).
 *
 * @throws {MemoryError} `bad-runs` if the pages do not ascend, or the last one is truncated
 */
export async function readOldRuns(checkpoint: Checkpoint, file: ImageFile, pageSize: number): Promise<Run[]> {
  const bytes = readingAhead(checkpoint.bytesOf(file), AHEAD);
  const step = ADDRESS + pageSize;
  const runs: Run[] = [];
  let last = 0n;
  for (let at = MAGIC; at + ADDRESS <= bytes.size; at += step) {
    const view = new DataView((await bytes.read(at, at + ADDRESS)).slice().buffer);
    const start = view.getBigUint64(0, true);
    if (start === 0n) break;
    const place = `${file.file}: page ${runs.length}`;
    if (start < last) throw new MemoryError("bad-runs", `${place} begins before the end of the page before it`, start);
    if (at + step > bytes.size) throw new MemoryError("bad-runs", `${place} is truncated`, start);
    last = start + BigInt(pageSize);
    runs.push({ start, end: last, place: "here", offset: at + ADDRESS, blocks: undefined });
  }
  return runs;
}

/** Images up to v0.4, by the image that describes pages since. */
const OLD: Readonly<Record<string, ImageName>> = { PAGEMAP: "PAGES_OLD", SHMEM_PAGEMAP: "SHM_PAGES_OLD" };

/** Finds the pages of a checkpoint up to v0.4. The name of those of a process is that of a file of pages, too. */
export async function oldImageOf(
  checkpoint: Checkpoint,
  image: string,
  id: number | bigint,
): Promise<ImageFile | undefined> {
  const layout = imageLayouts.find((one) => one.image === OLD[image]);
  const name = layout && formatName(layout, id);
  const file = checkpoint.images.find((one) => one.file === name);
  if (file === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = await checkpoint.bytesOf(file).read(0, MAGIC);
  return ((d << 24) | (c << 16) | (b << 8) | a) === layout?.magic ? file : undefined;
}
