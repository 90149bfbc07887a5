import type { Graph } from "criu-checkpoint";
import type { FdinfoEntry } from "criu-images/messages/fdinfo-entry";
import type { FileEntry } from "criu-images/messages/file-entry";
import type { Opened } from "../../engine/opened.ts";

/** A descriptor of a process. */
export interface Holder {
  readonly pid: number;
  readonly fd: number;
}

/** The open files of a checkpoint, with the descriptors of each. */
export interface OpenFiles {
  /** Entries of the image of open files, by id; none in checkpoints before v3.4. */
  readonly byId: ReadonlyMap<number, FileEntry>;
  readonly littleEndian: boolean;
  /** Lists the descriptors of a process. */
  descriptors(pid: number): readonly FdinfoEntry[];
  /** Lists the descriptors of an open file. */
  holders(id: number): readonly Holder[];
}

/** Reads the open files, once for all processes. */
export async function openFilesOf({ checkpoint }: Opened): Promise<OpenFiles> {
  const image = await checkpoint.read("FILES", undefined, { tolerate: () => undefined }).catch(() => undefined);
  const graph = await checkpoint.graph();
  const tables = tablesOf(graph);
  const holders = new Map<number, Holder[]>();
  const descriptors = new Map<number, FdinfoEntry[]>();
  for (const file of checkpoint.images.filter((one) => one.image === "FDINFO")) {
    const entries = (await graph.entriesIn(file.file).catch(() => [])) as readonly FdinfoEntry[];
    for (const pid of tables.get(`${file.id}`) ?? []) {
      descriptors.set(pid, [...(descriptors.get(pid) ?? []), ...entries]);
      for (const { id, fd } of entries) holders.set(id, [...(holders.get(id) ?? []), { pid, fd }]);
    }
  }
  return {
    byId: new Map((image?.entries ?? []).map((entry) => [entry.id, entry])),
    littleEndian: image?.byteOrder !== "big",
    descriptors: (pid) => descriptors.get(pid) ?? [],
    holders: (id) => holders.get(id) ?? [],
  };
}

/** Returns the processes with each table of descriptors, by the id of the table. */
function tablesOf(graph: Graph): Map<string, number[]> {
  const tables = new Map<string, number[]>();
  for (const pid of graph.ids("process").map(Number)) {
    for (const { id } of graph.of("process", pid).follow("fd-table")) {
      tables.set(`${id}`, [...(tables.get(`${id}`) ?? []), pid]);
    }
  }
  return tables;
}
