import type { Memory } from "criu-checkpoint";

/** Returns the path of the object that the area of an address maps; `undefined` if there is none, or its image is broken. */
export async function pathAt(memory: Memory, address: bigint): Promise<string | undefined> {
  try {
    return await memory.path(address);
  } catch {
    return undefined;
  }
}
