import { type Given, looseFiles } from "./given.ts";

/** Number of files that are taken from a dropped folder. */
const MOST = 100_000;

/**
 * Reads what was dropped: each folder and each archive is a checkpoint. The items must be taken before the event ends,
 * so this is called at once.
 */
export async function droppedFiles(data: DataTransfer, isImage: (name: string) => boolean): Promise<Given[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return looseFiles([...data.files], isImage);
  const folders = entries.filter((entry) => entry.isDirectory) as FileSystemDirectoryEntry[];
  const loose = await Promise.all((entries.filter((entry) => entry.isFile) as FileSystemFileEntry[]).map(fileOf));
  const given = await Promise.all(
    folders.map(async (folder): Promise<Given> => ({ name: folder.name, files: await filesIn(folder) })),
  );
  return [...given, ...looseFiles(loose, isImage)];
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function filesIn(top: FileSystemDirectoryEntry): Promise<[string, File][]> {
  const found: [string, File][] = [];
  const folders: [string, FileSystemDirectoryEntry][] = [["", top]];
  for (let next = folders.shift(); next !== undefined && found.length < MOST; next = folders.shift()) {
    const [path, folder] = next;
    for (const entry of await listed(folder)) {
      if (entry.isDirectory) folders.push([`${path}${entry.name}/`, entry as FileSystemDirectoryEntry]);
      else found.push([path + entry.name, await fileOf(entry as FileSystemFileEntry)]);
    }
  }
  return found;
}

/** Lists a folder; browsers return its entries in parts. */
async function listed(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}
