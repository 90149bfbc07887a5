import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pid } from "node:process";
import { makeFolder } from "./folders.ts";

/** Writes a file in one step: until it is whole, what was there stays. What Node throws where it cannot be passes. */
export function replace(file: string, text: string): void {
  makeFolder(dirname(file));
  const draft = `${file}.${pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    // The draft is nobody's business.
    throw Object.assign(error as Error, { path: file });
  } finally {
    rmSync(draft, { force: true });
  }
}
