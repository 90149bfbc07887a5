import { FdTypes } from "criu-images/enums/fd-types";
import type { FileEntry } from "criu-images/messages/file-entry";
import type { Opened } from "../../engine/opened.ts";
import { type Holder, type OpenFiles, openFilesOf } from "./open-files.ts";
import { areEnds, inetText, unixText } from "./sockets.ts";

/** An open file of a process. */
export interface FileLine {
  readonly fd: number;
  readonly type: string;
  readonly text: string;
  /** Image with the open file, and its entry. */
  readonly file?: string;
  readonly entry?: number;
  /** Descriptors at the other end: of a socket, a pipe, or a queue. */
  readonly peers: readonly Holder[];
  /** Other descriptors of the same open file. */
  readonly shared: readonly Holder[];
}

const NAMES = new Map(Object.entries(FdTypes).map(([name, number]) => [number as number, name]));

/** Lists the open files of a process, by their descriptors. */
export async function filesOf(opened: Opened, pid: number): Promise<FileLine[]> {
  const files = await opened.once(openFilesOf);
  const graph = await opened.checkpoint.graph();
  const lines = files.descriptors(pid).map(({ fd, id, type }): FileLine => {
    const [definition] = graph.definitions({ space: "file", id });
    const entry = files.byId.get(id);
    return {
      fd,
      type: NAMES.get(type) ?? `${type}`,
      text: entry === undefined ? "" : describe(entry, files.littleEndian),
      ...(definition !== undefined && { file: definition.place.file }),
      ...(definition?.place.entry !== undefined && { entry: definition.place.entry }),
      peers: entry === undefined ? [] : peersOf(entry, files),
      shared: files.holders(id).filter((one) => one.pid !== pid || one.fd !== fd),
    };
  });
  return lines.sort((a, b) => a.fd - b.fd);
}

/** Describes an open file: path, addresses, or its first facts. */
function describe(entry: FileEntry, littleEndian: boolean): string {
  const { reg, ext, isk, usk, pipe, fifo } = entry;
  if (reg !== undefined) return reg.name;
  if (isk !== undefined) return inetText(isk, littleEndian);
  if (usk !== undefined) return unixText(usk);
  if (pipe !== undefined) return `pipe ${pipe.pipe_id}`;
  if (fifo !== undefined) return `fifo ${fifo.pipe_id}`;
  if (ext !== undefined) return "external";
  const message = Object.values(entry).find((value) => typeof value === "object");
  return message === undefined ? "" : firstFacts(message);
}

/** Number of facts of a file without a better description. */
const FACTS = 4;

function firstFacts(message: object): string {
  const facts = Object.entries(message).filter(([name, value]) => name !== "id" && typeof value !== "object");
  return facts
    .slice(0, FACTS)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

/** Finds the descriptors at the other end of a socket or a pipe. */
function peersOf({ id, isk, usk, pipe, fifo }: FileEntry, { byId, holders }: OpenFiles): Holder[] {
  const isPeer = (other: FileEntry): boolean => {
    if (other.id === id) return false;
    if (isk !== undefined) return other.isk !== undefined && areEnds(isk, other.isk);
    if (usk !== undefined) return usk.peer !== 0 && other.usk?.ino === usk.peer;
    if (pipe !== undefined) return other.pipe?.pipe_id === pipe.pipe_id;
    return fifo !== undefined && other.fifo?.pipe_id === fifo.pipe_id;
  };
  if ((isk ?? usk ?? pipe ?? fifo) === undefined) return [];
  return [...byId.values()].filter(isPeer).flatMap((other) => holders(other.id));
}
