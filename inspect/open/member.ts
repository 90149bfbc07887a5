import { statSync } from "node:fs";
import { basename } from "node:path";
import { chunksOf, type Store } from "criu-checkpoint";
import { openStore } from "criu-checkpoint/node";
import { pathOf } from "../../generator/files/path.ts";
import type { Input } from "./input.ts";
import { located } from "./located.ts";

/**
 * Opens a file in an archive, named `ARCHIVE:NAME`.
 *
 * @returns `undefined` if no file has the name before a colon
 * @throws {Error} if the archive cannot be read, or lacks the file; the message begins with the archive's path
 */
export async function openMember(path: string): Promise<Input | undefined> {
  const split = splitAt(path);
  if (split === undefined) return undefined;
  const [archive, name] = split;
  let store: Store | undefined;
  try {
    store = await openStore(archive);
    return memberOf(store, path, name);
  } catch (error) {
    await store?.close();
    throw located(archive, error);
  }
}

/** Splits a path at the first colon after the name of a file. */
function splitAt(path: string): [archive: string, name: string] | undefined {
  for (let colon = path.indexOf(":"); colon > 0; colon = path.indexOf(":", colon + 1)) {
    const archive = path.slice(0, colon);
    if (statSync(pathOf(archive), { throwIfNoEntry: false }) !== undefined) return [archive, path.slice(colon + 1)];
  }
  return undefined;
}

function memberOf(store: Store, place: string, name: string): Input {
  if (!store.files.has(name)) throw new Error(`no file ${name}${suggestion(store, name)}`);
  const bytes = store.bytes(name);
  return {
    place,
    name: basename(name),
    size: bytes.size,
    chunks: () => chunksOf(bytes),
    start: (size) => bytes.read(0, size),
    close: () => store.close(),
  };
}

/** Suggests a file of the same name in another folder of the archive. */
function suggestion({ files }: Store, name: string): string {
  const found = [...files.keys()].find((one) => basename(one) === basename(name));
  return found === undefined ? "; `critgen info` lists its files" : `; did you mean ${found}?`;
}
