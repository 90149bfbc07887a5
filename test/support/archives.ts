import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entry } from "./tar.ts";

/** Returns the entries of a folder's files, as parts of an archive. */
export function folderArchive(path: string, within: string): Uint8Array[] {
  return readdirSync(path).map((name) => entry({ name: within + name, content: readFileSync(join(path, name)) }));
}
