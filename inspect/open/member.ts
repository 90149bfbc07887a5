import { basename } from "node:path";
import { chunksOf, type Store } from "criu-checkpoint";
import { openPlace } from "criu-checkpoint/node";
import type { Input } from "./input.ts";
import { located } from "./located.ts";

/**
 * Opens a file in an archive, named `ARCHIVE:NAME`, or `ARCHIVE:ARCHIVE:NAME` in an archive of an archive.
 *
 * @throws {Error} if the archive cannot be read, or lacks the file; the message begins with the path
 */
export async function openMember(path: string): Promise<Input> {
  let store: Store | undefined;
  try {
    const place = await openPlace(path);
    store = place.store;
    return memberOf(store, path, place.name);
  } catch (error) {
    await store?.close();
    throw located(path, error);
  }
}

function memberOf(store: Store, place: string, name: string): Input {
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
