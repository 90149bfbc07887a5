import { type Memory, MemoryError, openMemory } from "criu-checkpoint";
import { type Folder, noCheckpoint } from "./folder.ts";

/** Texts in the memory of a process; none, and the reason, if they cannot be read. */
export interface Texts {
  readonly texts: string[];
  readonly problem?: string;
}

/** Reads texts in the memory of a process. Their pages may be missing: then the rest of a listing is still of use. */
export async function textsOf(
  folder: Folder,
  pid: number,
  read: (memory: Memory) => Promise<string[]>,
): Promise<Texts> {
  const { checkpoint } = folder.source;
  if (checkpoint === undefined) throw await noCheckpoint(folder);
  try {
    return { texts: await read(await openMemory(checkpoint, pid)) };
  } catch (error) {
    if (error instanceof MemoryError) return { texts: [], problem: error.message };
    throw error;
  }
}
