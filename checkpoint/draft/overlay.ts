import type { Bytes } from "../bytes/bytes.ts";
import type { Store, StoredFile } from "../open/store.ts";

/** New content of files by name with their folders; `undefined`: the file is removed. */
export type Overlay = ReadonlyMap<string, Bytes | undefined>;

/** Returns a store with other content of some files. Those below are neither copied nor changed. */
export function overlaid(below: Store, overlay: Overlay): Store {
  const files = new Map(below.files);
  const contents = new Map<string, Bytes>();
  for (const [name, content] of overlay) {
    if (content === undefined) {
      files.delete(name);
      continue;
    }
    contents.set(name, content);
    files.set(name, { ...(files.get(name) ?? newFile(name)), size: content.size });
  }
  return {
    ...below,
    files,
    bytes: (name) => contents.get(name) ?? below.bytes(name),
    close: () => below.close(),
  };
}

function newFile(name: string): StoredFile {
  return { name, kind: "file", size: 0 };
}
