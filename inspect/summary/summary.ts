import { EXTENTS } from "criu-images/relations";
import { type Folder, openFolder } from "../explore/folder.ts";
import { type Meta, metaOf } from "../explore/meta.ts";
import { ps } from "../explore/ps.ts";
import { type Stats, statsOf } from "../explore/stats.ts";
import { checkpointOf } from "../open/checkpoint.ts";
import { type Refused, refusal } from "../open/choices.ts";
import type { Schema } from "../schema/schema.ts";

/** Summary of a checkpoint: the container, as its engine describes it, and the content of the images. */
export interface Summary {
  /** Place of the images: a folder, or an archive and a folder in it. */
  place: string;
  /** Form of the source: `folder`, `tar`, … */
  form: string;
  meta: Meta;
  processes: number;
  threads: number;
  zombies: number;
  /** Name of the root process. */
  root?: string;
  /** Link to the dump that this one is based on. */
  parent?: string;
  sizes: {
    /** All files of the images, in bytes. */
    images: number;
    /** Pages of memory among them. */
    pages: number;
    /** Difference to the file system of the container's image. */
    rootfsDiff?: number;
  };
  stats: Stats;
}

/** A request to summarize a checkpoint. */
export interface ToSummarize {
  readonly path: string;
  /** Schema to read by, the built-in one by default. */
  readonly schema?: Schema | undefined;
}

/** Summarizes a checkpoint. */
export async function summarized({ path, schema }: ToSummarize): Promise<Summary | Refused> {
  try {
    const folder = await openFolder(path, schema);
    return await summaryOf(folder).finally(() => folder.source.close());
  } catch (error) {
    return refusal(path, error);
  }
}

async function summaryOf(folder: Folder): Promise<Summary> {
  const { source } = folder;
  const tasks = await ps.collect(folder, true);
  const meta = metaOf(await checkpointOf(folder.source).metadata());
  const [root] = tasks;
  const parent = source.store.files.get(`${source.folder}parent`)?.target;
  return {
    place: source.where("").replace(/(?<=.)\/$/, ""),
    form: source.store.form,
    meta,
    processes: tasks.length,
    threads: tasks.reduce((sum, { threads }) => sum + threads.length, 0),
    zombies: tasks.filter(({ state }) => state === "zombie").length,
    ...(root?.comm === undefined ? {} : { root: root.comm }),
    ...(parent === undefined ? {} : { parent }),
    sizes: { ...meta.sizes, pages: pagesIn(folder) },
    stats: await statsOf(folder),
  };
}

/** Adds up the sizes of the images that hold pages. */
function pagesIn(folder: Folder): number {
  const holders = new Set(Object.values(EXTENTS).map(({ of }) => of));
  const images = checkpointOf(folder.source).images.filter(({ image }) => holders.has(image));
  return images.reduce((sum, { size }) => sum + size, 0);
}
