import type { Checkpoint } from "criu-checkpoint";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";

/** Returns a process as it is copied: its place in the tree, its threads and its name. */
export async function recordOf(checkpoint: Checkpoint, pid: number, entry: PstreeEntry | undefined): Promise<object> {
  const core = (await checkpoint.read("CORE", pid))?.entries[0];
  const { ppid, pgid, sid, threads } = entry ?? {};
  return { pid, ppid, pgid, sid, threads, comm: core?.tc?.comm };
}
