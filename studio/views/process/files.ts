import { FdTypes } from "criu-images/enums/fd-types";
import type { FileEntry } from "criu-images/messages/file-entry";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { fieldsOf } from "./fields.ts";
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
export async function filesOf(opened: Opened, pid: number, call: Call): Promise<FileLine[]> {
  const files = await opened.once(openFilesOf);
  const graph = await opened.checkpoint.graph();
  const lines: FileLine[] = [];
  for (const { fd, id, type } of files.descriptors(pid)) {
    const { file, entry: index } = graph.definitions({ space: "file", id })[0]?.place ?? {};
    const entry = files.byId.get(id);
    lines.push({
      fd,
      type: NAMES.get(type) ?? `${type}`,
      text: (entry && describe(entry, files.littleEndian)) ?? (await firstFacts(opened, file, index, call)),
      ...(file !== undefined && { file }),
      ...(index !== undefined && { entry: index }),
      peers: entry === undefined ? [] : peersOf(entry, files),
      shared: files.holders(id).filter((one) => one.pid !== pid || one.fd !== fd),
    });
  }
  return lines.sort((a, b) => a.fd - b.fd);
}

/** Describes an open file by its path or its addresses; returns `undefined` if it has neither. */
function describe(entry: FileEntry, littleEndian: boolean): string | undefined {
  const { reg, ext, isk, usk, pipe, fifo } = entry;
  if (reg !== undefined) return reg.name;
  if (isk !== undefined) return inetText(isk, littleEndian);
  if (usk !== undefined) return unixText(usk);
  if (pipe !== undefined) return `pipe ${pipe.pipe_id}`;
  if (fifo !== undefined) return `fifo ${fifo.pipe_id}`;
  return ext === undefined ? undefined : "external";
}

/** Number of facts of a file without a better description. */
const FACTS = 4;

/** Describes an open file by its first fields, with the names of flags and the like. */
async function firstFacts(
  opened: Opened,
  file: string | undefined,
  entry: number | undefined,
  call: Call,
): Promise<string> {
  if (file === undefined || entry === undefined) return "";
  const fields = await fieldsOf(opened, file, entry, call).catch(() => []);
  // Fields of the message of the file: those of the entry around it say no more than its type and its id.
  const facts = fields.flatMap(({ path, value }) => {
    const [, name] = /^\w+\.(\w+)$/.exec(path) ?? [];
    return name === undefined || name === "id" ? [] : [`${name} ${value}`];
  });
  return facts.slice(0, FACTS).join(", ");
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
