import type { AnyImage, Images } from "criu-images/all";
import type { Bytes } from "../bytes/bytes.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { PARENT } from "../open/parents.ts";
import { FORMAT } from "../relations/format.ts";
import { Shapes } from "../relations/shape.ts";
import { auxiliaryVector } from "./auxv.ts";
import type { MemoryOptions } from "./memory.ts";
import { PageSet } from "./page-set.ts";
import { pageSizeByFile, pageSizeIn, USUAL } from "./page-size.ts";

/** Changes that make a checkpoint independent of its parents: `saveCheckpoint` takes them. */
export interface Flattened {
  readonly files: ReadonlyMap<string, AnyImage | Bytes>;
  readonly without: ReadonlySet<string>;
}

/**
 * Copies the pages of parents into a checkpoint. Pages that are sent later stay so. Nothing is copied yet: the bytes are
 * read when the checkpoint is saved.
 *
 * @throws {MemoryError} `no-parent`, `lost` if a parent, or a page of it, is not here; `bad-runs`, `bad-form`
 * @throws {ImageError} if an image is not valid
 */
export async function flatten(checkpoint: Checkpoint, { format = FORMAT }: MemoryOptions = {}): Promise<Flattened> {
  const files = new Map<string, AnyImage | Bytes>();
  const shapes = new Shapes(format);
  const usual = await usualSize(checkpoint);
  for (const { image, id } of checkpoint.images) {
    if (format.extents[image] === undefined || id === undefined) continue;
    const pageSize = usual ?? (await pageSizeByFile(checkpoint, Number(id), format)) ?? USUAL;
    const set = await PageSet.open({ checkpoint, image, id: BigInt(id), format, shapes, pageSize });
    if (set?.runs.some(({ place }) => place === "parent") !== true) continue;
    for (const [name, content] of await set.changes(true)) files.set(name, content);
  }
  return { files, without: new Set([PARENT]) };
}

/** Returns the size of a page by the first process whose auxiliary vector has it; pre-dumps have none. */
export async function usualSize(checkpoint: Checkpoint): Promise<number | undefined> {
  for (const file of checkpoint.images) {
    if (file.image !== "MM") continue;
    const { entries, byteOrder } = (await checkpoint.decode(file)) as Images["MM"];
    const [mm] = entries;
    const size = mm && pageSizeIn(auxiliaryVector(mm.mm_saved_auxv, byteOrder !== "big").entries);
    if (size !== undefined) return size;
  }
  return undefined;
}
