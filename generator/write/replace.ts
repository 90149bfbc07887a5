import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pid } from "node:process";
import { makeFolder } from "./folders.ts";

/**
 * Writes a file in one step: until it is whole, what was there stays. A device or a pipe stays what it is, and so does a
 * link. What Node throws where it cannot be passes.
 */
export function replace(name: string, text: string): void {
  makeFolder(dirname(name));
  const old = statSync(name, { throwIfNoEntry: false });
  if (old !== undefined && !old.isFile()) {
    writeFileSync(name, text);
    return;
  }
  const file = old === undefined ? name : realpathSync(name);
  const draft = `${file}.${pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    // The draft is nobody's business.
    throw Object.assign(error as Error, { path: name });
  } finally {
    rmSync(draft, { force: true });
  }
}
