import type { FdinfoEntry, FileEntry } from "criu-images";
import type { Draft } from "../draft/draft.ts";
import { valueIn } from "../draft/slots.ts";
import type { Given } from "./given.ts";
import { slotsOfProcess } from "./processes.ts";

/** Entries of an image that can be added and removed. */
export interface List<Entry> {
  /** Name of the file, without folders. */
  readonly file: string;
  readonly entries: readonly Entry[];
  readonly add: (entry: Entry) => void;
  readonly remove: (index: number) => void;
}

/** Returns the descriptors of a process. */
export async function descriptorsOf(draft: Draft, pid: Given): Promise<List<FdinfoEntry>> {
  const [slot] = await slotsOfProcess(draft, pid, ["task_kobj_ids_entry.files_id"]);
  const graph = await draft.checkpoint.graph();
  const files = slot === undefined ? [] : graph.of("fd-table", valueIn(slot) as number).files;
  const file = files.find(({ image }) => image === "FDINFO");
  const image = file && (await draft.open(file));
  if (image?.image !== "FDINFO") throw pid.error("the process has no list of descriptors");
  return listOf(draft, file?.file ?? "", image.entries);
}

/** Returns the open files of all processes. */
export async function openFiles(draft: Draft, given: Given): Promise<List<FileEntry>> {
  const file = draft.checkpoint.find("FILES");
  const image = file && (await draft.open(file));
  if (image?.image !== "FILES") throw given.error("the checkpoint has no files.img: it is older than CRIU 3.3");
  return listOf(draft, file?.file ?? "", image.entries);
}

function listOf<Entry>(draft: Draft, file: string, entries: Entry[]): List<Entry> {
  return {
    file,
    entries,
    add: (after) => {
      entries.push(after);
      draft.touch({ file, entry: entries.length - 1, path: "", before: undefined, after });
    },
    remove: (entry) => {
      const [before] = entries.splice(entry, 1);
      draft.touch({ file, entry, path: "", before, after: undefined });
    },
  };
}
