import { fileURLToPath } from "node:url";

/** Returns the folder of a real checkpoint among the fixtures, dumped by CRIU 4.2. */
export function checkpoint(name: string): string {
  return fileURLToPath(new URL(`../fixtures/images/${name}`, import.meta.url));
}
