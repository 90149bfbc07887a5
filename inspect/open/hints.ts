import { basename } from "node:path";
import type { Store } from "criu-checkpoint";
import { FORMAT_BYTES, formatOf } from "./formats.ts";
import type { Source } from "./source.ts";

/** Lists the folders of a store with a file whose name is wanted. */
export function foldersWith({ files }: Store, wanted: (name: string) => boolean): string[] {
  const found = [...files.values()].flatMap(({ name, kind }) => {
    const file = basename(name);
    return kind === "file" && name !== file && wanted(file) ? name.slice(0, -file.length - 1) : [];
  });
  return [...new Set(found)];
}

/** Formats a hint for a folder without images, if one of its files is an archive with them. */
export async function noImagesHint(source: Source): Promise<string> {
  for (const name of source.names) {
    const format = formatOf(await source.start(name, FORMAT_BYTES));
    if (format?.isArchive === true) return `; its file ${name} is ${format.what}: name that in its place`;
  }
  return "";
}
