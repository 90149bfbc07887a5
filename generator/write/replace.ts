import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { draftIn } from "../files/draft.ts";
import { pathOf } from "../files/path.ts";
import { targetOf } from "../files/target.ts";
import { makeFolder } from "./folders.ts";

/**
 * Writes a file in one step: until it is whole, what was there stays. A device or a pipe stays what it is, and so does a
 * link, which need not lead to a file yet. What Node throws where it cannot be passes.
 */
export function replace(name: string, text: string): void {
  makeFolder(dirname(name));
  const target = targetOf(name);
  if (typeof target === "number" || statSync(pathOf(target), { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(typeof target === "number" ? target : pathOf(target), text);
    return;
  }
  const draft = pathOf(draftIn(dirname(target)));
  try {
    writeFileSync(draft, text);
    renameSync(draft, pathOf(target));
  } catch (error) {
    // The draft is nobody's business.
    throw Object.assign(error as Error, { path: name });
  } finally {
    rmSync(draft, { force: true });
  }
}
