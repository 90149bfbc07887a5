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
  /** Number of images that could not be read to their end. */
  readonly broken: number;
}

/** Finds the releases that understand all of a checkpoint. */
export async function releasesOf({ checkpoint }: Opened): Promise<Releases> {
  const history = historyOf(await BUILT_IN.history());
  const carried = new Carried(history);
  let broken = 0;
  for (const file of checkpoint.images) {
    const chunks = (): AsyncGenerator<Uint8Array> => chunksOf(checkpoint.bytesOf(file));
    const counted = { name: file.file, place: file.file, size: file.size, chunks };
    try {
      const image = await countFile({ schema: BUILT_IN, history, carried }, counted);
      if ((image?.problems.length ?? 0) > 0) broken++;
    } catch {
      broken++;
    }
  }
  return { ...understood(history, carried), all: history.versions, broken };
}
