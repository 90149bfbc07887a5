import { constants, type Dirent, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, readInto } from "../bytes/bytes.ts";
import { type FileBytes, openFile } from "../bytes/file.ts";
import { notRegular, type Store, type StoredFile } from "./store.ts";

/** Deepest folder that is listed: engines have images in `checkpoint`, and volumes beside it. */
const DEPTH = 3;

/** Number of files that stay open. */
const OPEN = 16;

/**
 * Opens a folder, which may come from a stranger: links are not followed, and only regular files are opened. `path`
 * itself may be a link.
 *
 * @param depth levels of folders that are listed
 * @throws {Error} the errors of Node
 */
export function folderStore(path: string, depth: number = DEPTH): Store {
  const entries = readdirSync(path, { withFileTypes: true });
  const files = new Map(listed(path, "", entries, depth).map((file) => [file.name, file]));
  const open = new Map<string, FileBytes>();
  const opened = (name: string): FileBytes => {
    const file = open.get(name) ?? openFile(join(path, name), constants.O_NOFOLLOW);
    // The file that was used last stands at the end.
    open.delete(name);
    open.set(name, file);
    for (const [oldest] of open) {
      if (open.size <= OPEN) break;
      open.get(oldest)?.close();
      open.delete(oldest);
    }
    return file;
  };
  const bytes = (name: string): Bytes => {
    const file = files.get(name);
    if (file?.kind !== "file") throw notRegular(file);
    return {
      get size() {
        return file.size;
      },
      read: async (from, to) => await opened(name).read(from, to),
      readInto: async (target, from) => await readInto(opened(name), target, from),
    };
  };
  const close = async (): Promise<void> => {
    for (const file of open.values()) file.close();
    open.clear();
  };
  return { form: "folder", files, problems: [], annotations: new Map(), bytes, close };
}

function listed(path: string, within: string, entries: readonly Dirent[], depth: number): StoredFile[] {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const name = within + entry.name;
    const kind = kindOf(entry);
    if (kind === "file") return regular(name, join(path, name));
    if (kind === "link") return { name, kind, size: 0, target: readlinkSync(join(path, name)) };
    const below =
      kind === "folder" && depth > 0 ? listed(path, `${name}/`, entriesOf(join(path, name)), depth - 1) : [];
    return [{ name, kind, size: 0 }, ...below];
  });
}

/** Creates a file whose size is asked for at its first use: most of thousands of files are only listed. */
function regular(name: string, path: string): StoredFile {
  let size: number | undefined;
  return {
    name,
    kind: "file",
    get size() {
      // A file that is gone meanwhile has no bytes; reading it fails.
      size ??= lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return size;
    },
  };
}

/** Lists a folder; as empty if it may not be read. */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): StoredFile["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFIFO()) return "pipe";
  return entry.isSocket() ? "socket" : "device";
}
