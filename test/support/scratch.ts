import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

/*
 * Provides one folder for the packages that tests compile and import: in node_modules, where their imports resolve.
 * It is removed after all tests, because the files of a worker share imported modules.
 */

declare module "vitest" {
  interface ProvidedContext {
    readonly scratch: string;
  }
}

const PARENT = fileURLToPath(new URL("../../node_modules/.random-schemas", import.meta.url));

/** Makes the folder before the first test; returns a function that removes it after the last. */
export default function setup({ provide }: TestProject): () => void {
  mkdirSync(PARENT, { recursive: true });
  const scratch = mkdtempSync(`${PARENT}/test-`);
  provide("scratch", scratch);
  return () => rmSync(scratch, { recursive: true, force: true });
}
