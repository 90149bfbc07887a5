import { isUtf8 } from "node:buffer";
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Problem } from "../model/problem.ts";
import { MESSAGES, type SchemaFiles } from "./files.ts";

/** Texts of an editor that are not saved yet, by absolute path. */
export type Unsaved = ReadonlyMap<string, string>;

/** Files on a disk. Those that cannot be read are problems. */
export interface Disk {
  readonly read: (schema: string, file: string, problems: Problem[]) => string | undefined;
  readonly has: (path: string) => boolean;
  /** Lists the .proto files of a folder and its subfolders. */
  readonly protosIn: (folder: string, problems: Problem[]) => string[];
}

const DISK: Disk = {
  read: readSource,
  has: (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  protosIn: protoFiles,
};

/** Returns the disk as it is now: each file and folder is read once, when it is needed first. */
export function diskOfNow(): Disk {
  const read = remembered(({ schema, file }: { schema: string; file: string }, problems) =>
    DISK.read(schema, file, problems),
  );
  const has = remembered((path: string) => DISK.has(path));
  const protosIn = remembered((folder: string, problems) => DISK.protosIn(folder, problems));
  return {
    read: (schema, file, problems) => read({ schema, file }, problems),
    has: (path) => has(path, []),
    protosIn,
  };
}

/** Remembers the result for each thing, with the problems that were found. */
function remembered<Of, T>(read: (of: Of, problems: Problem[]) => T): (of: Of, problems: Problem[]) => T {
  const known = new Map<string, { readonly result: T; readonly problems: readonly Problem[] }>();
  return (of, into) => {
    const key = JSON.stringify(of);
    let found = known.get(key);
    if (found === undefined) {
      const problems: Problem[] = [];
      found = { result: read(of, problems), problems };
      known.set(key, found);
    }
    into.push(...found.problems);
    return found.result;
  };
}

/** Files of a disk, with unsaved texts over them. */
export class DiskFiles implements SchemaFiles {
  readonly #unsaved: Unsaved;
  readonly #disk: Disk;

  constructor(unsaved: Unsaved = new Map(), disk: Disk = DISK) {
    this.#unsaved = unsaved;
    this.#disk = disk;
  }

  /** Reads a file of the schema. A file that cannot be read, or that lies outside of the schema, is a problem. */
  read(schema: string, file: string, problems: Problem[]): string | undefined {
    return this.#unsaved.get(resolve(schema, file)) ?? this.#disk.read(schema, file, problems);
  }

  /** Returns whether there is a file or a folder, or a link. */
  has(path: string): boolean {
    return this.#unsaved.has(resolve(path)) || this.#disk.has(path);
  }

  isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  /** Lists the .proto files of a folder and its subfolders; see {@link protoFiles}. */
  protosIn(folder: string, problems: Problem[]): string[] {
    const own = [...this.#unsaved.keys()].map((path) => relative(resolve(folder), path).split(sep).join("/"));
    const unsaved = own.filter((path) => path.endsWith(".proto") && !path.startsWith(".."));
    // Unsaved texts can be the first files of a new folder.
    const saved = unsaved.length > 0 && !this.has(folder) ? [] : this.#disk.protosIn(folder, problems);
    return unsaved.length === 0 ? saved : [...new Set([...saved, ...unsaved])].sort();
  }
}

function readSource(schema: string, file: string, problems: Problem[]): string | undefined {
  try {
    const bytes = readFileSync(pathWithin(schema, file));
    if (!isUtf8(bytes)) problems.push(encodingProblem(file, bytes));
    // Some editors write a byte order mark; it is no part of the text.
    return bytes.toString("utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is none" : message;
    const at = { file, line: 1, column: 1 };
    problems.push({ code: "unreadable", message: `the file cannot be read: ${reason}`, at });
    return undefined;
  }
}

/** Returns a problem at the first byte that is not UTF-8. */
function encodingProblem(file: string, bytes: Buffer): Problem {
  const text = bytes.toString("utf8");
  let [offset, line, column] = [0, 1, 1];
  for (const char of text) {
    // A bad byte decodes to this character, which a file may also contain itself.
    if (char === "\ufffd" && !bytes.subarray(offset, offset + 3).equals(Buffer.from(char))) break;
    offset += Buffer.byteLength(char);
    [line, column] = char === "\n" ? [line + 1, 1] : [line, column + char.length];
  }
  const byte = `0x${bytes.subarray(offset, offset + 1).toString("hex")}`;
  const message = `the file is not UTF-8: the byte ${byte} is invalid here`;
  return { code: "bad-encoding", message, hint: "save it as UTF-8", at: { file, line, column } };
}

/**
 * Resolves the path of a file. It refuses a link that leaves the schema's folder (or the file's own, without a schema):
 * otherwise a schema from elsewhere could make problems show the content of other files.
 */
function pathWithin(schema: string, file: string): string {
  const path = realpathSync(join(schema, file));
  const folder = realpathSync(schema === "" ? dirname(file) : schema);
  if (relative(folder, path).startsWith("..")) throw new Error("it is a link out of the schema's folder");
  if (!statSync(path).isFile()) throw new Error("it is not a file");
  return path;
}

/**
 * Lists the .proto files of a folder and its subfolders. A link to a file is listed, and checked when it is read. A
 * link to a folder is a problem, because nothing in it would be read. Hidden links are ignored: some editors use them
 * as locks.
 */
function protoFiles(folder: string, problems: Problem[]): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => ({ entry, path: relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/") }))
      .filter(({ entry, path }) => isProto(entry) || refuseFolderLink(entry, path, problems))
      .map(({ path }) => path)
      .sort();
  } catch {
    const message = `there is no folder \`${MESSAGES}\` with .proto files`;
    problems.push({ code: "unreadable", message, at: { file: MESSAGES, line: 1, column: 1 } });
    return [];
  }
}

function isProto(entry: Dirent): boolean {
  const isLink = entry.isSymbolicLink() && !entry.name.startsWith(".");
  return (entry.isFile() || isLink) && entry.name.endsWith(".proto");
}

function refuseFolderLink(entry: Dirent, path: string, problems: Problem[]): false {
  const target = join(entry.parentPath, entry.name);
  if (!entry.isSymbolicLink() || statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const message = "it is a link to a folder, which is not followed";
  const at = { file: `${MESSAGES}/${path}`, line: 1, column: 1 };
  problems.push({ code: "unreadable", message, hint: "put the folder itself there", at });
  return false;
}
