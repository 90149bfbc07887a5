import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

/*
 * One folder for the packages that tests compile and import. It is inside of node_modules, where their imports resolve,
 * and is removed after all tests: the files of a worker share its imported modules.
 */

declare module "vitest" {
  interface ProvidedContext {
    readonly scratch: string;
  }
}

const PARENT = fileURLToPath(new URL("../../node_modules/.random-schemas", import.meta.url));

/** Makes the folder before the first test; returns the function that removes it after the last. */
export default function setup({ provide }: TestProject): () => void {
  mkdirSync(PARENT, { recursive: true });
  const scratch = mkdtempSync(`${PARENT}/test-`);
  provide("scratch", scratch);
  return () => rmSync(scratch, { recursive: true, force: true });
}
