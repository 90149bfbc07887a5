import { readingAhead } from "../../bytes/ahead.ts";
import { type Bytes, memoryBytes } from "../../bytes/bytes.ts";
import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";
import { StoredFiles } from "../stored-files.ts";
import type { UnpackedBytes } from "../unpack/unpacked.ts";
import { tarEntries } from "./entries.ts";

/** Number of bytes that are read for a header: small entries lie together. */
const AHEAD = 1 << 12;

/** Indexes a tar archive in place: its headers are read, and no content. */
export async function tarStore(bytes: Bytes, settings: Settings, close: () => Promise<void>): Promise<Store> {
  const stored = new StoredFiles(settings);
  for await (const entry of tarEntries(readingAhead(bytes, AHEAD), (problem) => stored.problems.push(problem))) {
    settings.signal?.throwIfAborted();
    stored.add(entry);
  }
  return stored.store("tar", close);
}

/** Indexes a compressed tar archive in one pass, which also keeps the small files. */
export async function packedTarStore(
  bytes: UnpackedBytes,
  form: string,
  settings: Settings,
  close: () => Promise<void>,
): Promise<Store> {
  const stored = new StoredFiles(settings);
  let { total: room } = settings.kept;
  for await (const entry of tarEntries(bytes, (problem) => stored.problems.push(problem))) {
    const name = stored.add(entry);
    if (name === undefined || entry.kind !== "file" || entry.size > Math.min(settings.kept.file, room)) continue;
    room -= entry.size;
    // A copy, because the chunk around it is larger.
    const content = (await entry.bytes.read(0, entry.size)).slice();
    if (content.length === entry.size) stored.keep(name, memoryBytes(content));
  }
  await bytes.finish();
  return stored.store(form, close);
}
