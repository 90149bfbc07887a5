import { fileURLToPath } from "node:url";

/** Returns the folder of a real checkpoint among the fixtures, dumped by CRIU 4.2. */
export function checkpoint(name: string): string {
  return fileURLToPath(new URL(`../fixtures/images/${name}`, import.meta.url));
}

/** The folder of checkpoints of which the memory is known: see its README. */
export const MEMORY: string = fileURLToPath(new URL("../fixtures/memory", import.meta.url));
