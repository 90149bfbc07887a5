import { type Checkpoint, chunksOf } from "criu-checkpoint";
import { Carried } from "../../../inspect/compat/carried.ts";
import { countFile, countUnknown } from "../../../inspect/compat/count.ts";
import { type Understood, understood } from "../../../inspect/compat/missed.ts";
import { historyOf } from "../../../inspect/compat/since.ts";
import { sortedFiles } from "../../../inspect/open/sorted.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import type { Opened } from "../../engine/opened.ts";

/** Releases of CRIU that understand a checkpoint. */
export interface Releases extends Understood {
  /** All releases of the history, oldest first. */
  readonly all: readonly string[];
  /** Number of images that were read, whole or in part. */
  readonly images: number;
  /** Number of images that the schema does not know. */
  readonly unknown: number;
  /** Reasons for which images could not be read to their end. */
  readonly problems: readonly string[];
}

/** Finds the releases that understand all of a checkpoint, as `critgen compat` does. */
export async function releasesOf({ name, checkpoint }: Opened): Promise<Releases> {
  const history = historyOf(await BUILT_IN.history());
  const task = { schema: BUILT_IN, history, carried: new Carried(history) };
  const { files, unknown } = await sortedFiles(BUILT_IN.layouts, filesOf(checkpoint));
  const former = unknown.filter(({ file }) => history.formerFile(file) !== undefined);
  const strange = unknown.filter((one) => !former.includes(one));
  let images = 0;
  const problems: string[] = [];
  for (const file of [...files, ...former].map((one) => one.file).sort()) {
    const bytes = checkpoint.store.bytes(checkpoint.folder + file);
    const counted = { name: file, place: file, size: bytes.size, chunks: () => chunksOf(bytes) };
    try {
      const image = await countFile(task, counted);
      images++;
      const [problem] = image?.problems ?? [];
      if (problem !== undefined) problems.push(`${name}/${file}: ${problem.message}`);
    } catch (error) {
      problems.push(`${name}/${file}: ${(error as Error).message}`);
    }
  }
  for (const { file, magic } of strange) countUnknown(task, file, magic);
  return { ...understood(history, task.carried), all: history.versions, images, unknown: strange.length, problems };
}

/** Lists the files beside the images. */
function filesOf({ store, folder }: Checkpoint): Parameters<typeof sortedFiles>[1] {
  const files = [...store.files.values()].filter(({ name, kind }) => kind === "file" && name.startsWith(folder));
  const names = files.map(({ name }) => name.slice(folder.length)).filter((name) => !name.includes("/"));
  return { names, start: (name, size) => store.bytes(folder + name).read(0, size) };
}
