import { FdTypes } from "criu-images/enums/fd-types";
import { decodeFilesImage } from "criu-images/images/files";
import { decodePipesImage } from "criu-images/images/pipes";
import { decodeRegFilesImage } from "criu-images/images/reg-files";
import { decodeUnixskImage } from "criu-images/images/unixsk";
import type { FileEntry } from "criu-images/messages/file-entry";
import type { Decode, Folder } from "./folder.ts";
import { quoted } from "./text.ts";

/** An open file that a descriptor, a process or its memory refers to. */
export interface FileRef {
  /** CRIU's name of the type, or its number if it has no name. */
  type: string | number;
  id: number;
  /** Path of a regular file; absent if the images do not have it. */
  path?: string;
  /** Inode of a pipe. */
  pipe_id?: number;
  /** Inode of a Unix socket, as its peer. */
  ino?: number;
  peer?: number;
  /** Name of a Unix socket, if any: quoted-printable, as in crit's JSON. */
  name?: string;
}

/** Finds open files by id: in `files.img`, or in the images of single types before v3.4. */
export type Lookup = <E extends { id: number }>(
  member: (file: FileEntry) => E | undefined,
  oldName: string,
  decode: Decode<{ entries: E[] }>,
) => (id: number) => Promise<E | undefined>;

/** Creates a lookup that reads each image once, when a file is first needed. */
export function fileLookup(folder: Folder): Lookup {
  const files = once(async () => byId((await folder.read("files.img", decodeFilesImage))?.entries));
  return (member, oldName, decode) => {
    const old = once(async () => byId((await folder.read(oldName, decode))?.entries));
    return async (id) => {
      const file = (await files()).get(id);
      return file === undefined ? (await old()).get(id) : member(file);
    };
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byId<E extends { id: number }>(entries: readonly E[] = []): Map<number, E> {
  // The first entry of an id takes precedence, as in crit.
  return new Map(entries.map((entry) => [entry.id, entry] as const).reverse());
}

/** Describes the open files of a checkpoint. */
export interface OpenFiles {
  /** Describes the file of a descriptor. */
  open(type: number, id: number): Promise<FileRef>;
  /** Describes a file that a process or its memory refers to by path. */
  path(id: number): Promise<FileRef>;
}

export function openFiles(folder: Folder): OpenFiles {
  const lookup = fileLookup(folder);
  const names = typeNames(folder);
  const reg = lookup((file) => file.reg, "reg-files.img", decodeRegFilesImage);
  const pipe = lookup((file) => file.pipe, "pipes.img", decodePipesImage);
  const unix = lookup((file) => file.usk, "unixsk.img", decodeUnixskImage);
  const path = async (id: number): Promise<FileRef> => {
    const name = (await reg(id))?.name;
    return { type: "REG", id, ...(name ? { path: name } : {}) };
  };
  const open = async (type: number, id: number): Promise<FileRef> => {
    if (type === FdTypes.REG) return path(id);
    const ref: FileRef = { type: names.get(type) ?? type, id };
    if (type === FdTypes.PIPE) {
      const found = await pipe(id);
      return found ? { ...ref, pipe_id: found.pipe_id } : ref;
    }
    const socket = type === FdTypes.UNIXSK ? await unix(id) : undefined;
    if (socket === undefined) return ref;
    const { ino, peer, name } = socket;
    return { ...ref, ino, peer, ...(name.length > 0 ? { name: quoted(name) } : {}) };
  };
  return { open, path };
}

/** Names the types of descriptors, including those of another schema; the first name if a number has several. */
function typeNames({ schema }: Folder): ReadonlyMap<number, string> {
  const fdinfo = schema.layouts.find(({ image }) => image === "FDINFO")?.entries;
  const type = fdinfo?.fields.find(({ name }) => name === "type");
  const values = type?.type === "enum" ? type.values : FdTypes;
  return new Map(
    Object.entries(values)
      .map(([name, number]): [number, string] => [number, name])
      .reverse(),
  );
}

/** Formats a file as crit does. */
export function showFile({ type, id, path, pipe_id, ino, peer, name }: FileRef): string {
  if (type === "REG") return path ?? "unknown path";
  if (type === "PIPE") return `pipe[${pipe_id ?? "?"}]`;
  if (type === "UNIXSK") return showUnix(ino, peer, name);
  return typeof type === "string" ? `${type}.${id}` : `unknown-type-${type}.${id}`;
}

/** Formats a Unix socket as crit does. */
export function showUnix(ino: number | undefined, peer: number | undefined, name: string | undefined): string {
  return ino === undefined ? "unix[?]" : `unix[${ino} (${peer})${name === undefined ? "" : ` ${name}`}]`;
}
