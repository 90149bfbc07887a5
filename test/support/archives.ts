import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entry } from "./tar.ts";

/** Returns the entries of a folder's files, as parts of an archive; links are left out. */
export function folderArchive(path: string, within: string): Uint8Array[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((file) =>
    file.isFile() ? entry({ name: within + file.name, content: readFileSync(join(path, file.name)) }) : [],
  );
}
