import { located } from "../open/located.ts";
import { versionNote } from "../schema/version-note.ts";
import type { Folder } from "./folder.ts";

/**
 * Reports a version of the format in the inventory that is unknown, because the listings may then be wrong. A folder
 * without an inventory is no problem.
 */
export async function inventoryNotes({ source, schema }: Folder): Promise<string[]> {
  const notes: string[] = [];
  for (const { file, version } of schema.layouts) {
    if (version === undefined || !source.store.files.has(source.folder + file)) continue;
    try {
      const note = await versionNote(schema, await source.start(file, ENOUGH), file);
      if (note !== undefined) notes.push(`${source.where(file)}: ${note}`);
    } catch (error) {
      notes.push(located(source.where(file), error).message);
    }
  }
  return notes;
}

/** Size of the beginning that is read; an inventory has a few hundred bytes. */
const ENOUGH = 1 << 20;
