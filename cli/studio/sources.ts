import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Bytes } from "criu-checkpoint";
import { openFile, openStore } from "criu-checkpoint/node";
import { located } from "../../inspect/open/located.ts";

/** A checkpoint that is served: the files of a folder, or one archive. */
export interface ServedSource {
  readonly name: string;
  readonly isArchive: boolean;
  readonly files: readonly ServedFile[];
  close(): Promise<void>;
}

/** A file of it. */
export interface ServedFile extends Pick<Bytes, "size" | "read"> {
  readonly name: string;
}

/**
 * Opens a checkpoint for serving. Its files are read when the page asks for them.
 *
 * @throws {Error} if it cannot be opened; the message begins with its path
 */
export async function servedSource(path: string): Promise<ServedSource> {
  try {
    return (await stat(path)).isDirectory() ? await folderSource(path) : archiveSource(path);
  } catch (error) {
    throw located(path, error);
  }
}

const nameOf = (path: string): string => basename(resolve(path));

async function folderSource(path: string): Promise<ServedSource> {
  const store = await openStore(path);
  const files = [...store.files.values()].filter(({ kind }) => kind === "file");
  return {
    name: nameOf(path),
    isArchive: false,
    files: files.map(({ name, size }) => ({ name, size, read: (from, to) => store.bytes(name).read(from, to) })),
    close: () => store.close(),
  };
}

function archiveSource(path: string): ServedSource {
  const file = openFile(path);
  const name = nameOf(path);
  const { size, read } = file;
  return { name, isArchive: true, files: [{ name, size, read }], close: async () => file.close() };
}
