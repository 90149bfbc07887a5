import { join } from "node:path";
import { tellingWhere } from "../open/located.ts";
import { versionNote } from "../schema/version-note.ts";
import type { Folder } from "./folder.ts";

/**
 * Reports a version of the format in the inventory that is unknown, because the listings may then be wrong. A folder
 * without an inventory is no problem.
 */
export async function inventoryNotes({ path, files, schema }: Folder): Promise<string[]> {
  const notes: string[] = [];
  for (const { file, version } of schema.layouts) {
    if (version === undefined || !(files.names.includes(file) || files.others.has(file))) continue;
    try {
      const bytes = tellingWhere(join(path, file), () => files.start(file, ENOUGH));
      const note = await versionNote(schema, bytes, file);
      if (note !== undefined) notes.push(`${join(path, file)}: ${note}`);
    } catch (error) {
      notes.push((error as Error).message);
    }
  }
  return notes;
}

/** Size of the beginning that is read; an inventory has a few hundred bytes. */
const ENOUGH = 1 << 20;
