import type { Checkpoint } from "criu-checkpoint";
import { type SaveOptions, saveCheckpoint } from "criu-checkpoint/node";
import { Meter } from "../terminal/meter.ts";

/** Saves a checkpoint, and tells how far that is. */
export async function save(
  checkpoint: Checkpoint,
  path: string,
  options: Omit<SaveOptions, "progress">,
): Promise<void> {
  const meter = new Meter("written");
  try {
    await saveCheckpoint(checkpoint, path, { ...options, progress: (written) => meter.tell(written) });
  } finally {
    meter.clear();
  }
}
