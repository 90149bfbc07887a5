import type { Checkpoint } from "criu-checkpoint";
import type { Source } from "./source.ts";

/** Returns the checkpoint of a source. @throws {Error} if no file in it has the name of an image */
export function checkpointOf({ path, checkpoint }: Source): Checkpoint {
  if (checkpoint === undefined) throw new Error(`${path}: no file has the name of an image`);
  return checkpoint;
}
