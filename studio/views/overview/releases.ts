import { chunksOf } from "criu-checkpoint";
import { Carried } from "../../../inspect/compat/carried.ts";
import { countFile } from "../../../inspect/compat/count.ts";
import { type Understood, understood } from "../../../inspect/compat/missed.ts";
import { historyOf } from "../../../inspect/compat/since.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import type { Opened } from "../../engine/opened.ts";

/** Releases of CRIU that understand a checkpoint. */
export interface Releases extends Understood {
  /** All releases of the history, oldest first. */
  readonly all: readonly string[];
  /** Number of images that were read, whole or in part. */
  readonly images: number;
  /** Reasons for which images could not be read to their end. */
  readonly problems: readonly string[];
}

/** Finds the releases that understand all of a checkpoint. */
export async function releasesOf({ name, checkpoint }: Opened): Promise<Releases> {
  const history = historyOf(await BUILT_IN.history());
  const carried = new Carried(history);
  let images = 0;
  const problems: string[] = [];
  for (const file of checkpoint.images) {
    const chunks = (): AsyncGenerator<Uint8Array> => chunksOf(checkpoint.bytesOf(file));
    const counted = { name: file.file, place: file.file, size: file.size, chunks };
    try {
      const image = await countFile({ schema: BUILT_IN, history, carried }, counted);
      images++;
      const [problem] = image?.problems ?? [];
      if (problem !== undefined) problems.push(`${name}/${file.file}: ${problem.message}`);
    } catch (error) {
      problems.push(`${name}/${file.file}: ${(error as Error).message}`);
    }
  }
  return { ...understood(history, carried), all: history.versions, images, problems };
}
