import { decodeFdinfoImage, formatFdinfoImageName } from "criu-images/images/fdinfo";
import { decodeFsImage, formatFsImageName } from "criu-images/images/fs";
import { decodeIdsImage, formatIdsImageName } from "criu-images/images/ids";
import type { FdinfoEntry } from "criu-images/messages/fdinfo-entry";
import type { Explorer } from "./explorer.ts";
import { type FileRef, openFiles, showFile } from "./files.ts";
import type { Folder } from "./folder.ts";
import type { TaskCore } from "./task-core.ts";
import { type OfTask, ofEachTask, onlyEntry, printTasks } from "./tasks.ts";

/** Open files of a process. */
export interface TaskFds {
  fds: OpenFd[];
  /** Working directory. */
  cwd: FileRef;
  root: FileRef;
}

export interface OpenFd extends FileRef {
  fd: number;
}

/** View of the open files, working directory and root of each process. */
export const fds: Explorer<OfTask<TaskFds>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

function collect(folder: Folder): Promise<OfTask<TaskFds>[]> {
  const files = openFiles(folder);
  return ofEachTask(folder, async (pid, core) => {
    const { cwd_id, root_id } = await onlyEntry(folder, formatFsImageName(pid), decodeFsImage);
    const fds: OpenFd[] = [];
    for (const { fd, type, id } of await descriptors(folder, pid, core)) {
      fds.push({ fd, ...(await files.open(type, id)) });
    }
    return { fds, cwd: await files.path(cwd_id), root: await files.path(root_id) };
  });
}

/**
 * Reads the descriptors of a process. The name of their image has the id of the process's descriptor table, which
 * several processes can share, or the pid in old checkpoints without that id.
 */
export async function descriptors(folder: Folder, pid: number, core: TaskCore | undefined): Promise<FdinfoEntry[]> {
  const ids = (await folder.read(formatIdsImageName(pid), decodeIdsImage))?.entries[0] ?? core;
  return (await folder.need(formatFdinfoImageName(ids?.files_id ?? pid), decodeFdinfoImage)).entries;
}

function* print({ fds, cwd, root }: TaskFds): Generator<string> {
  for (const fd of fds) yield line(fd.fd, showFile(fd));
  yield line("cwd", showFile(cwd));
  yield line("root", showFile(root));
}

/** Formats a line about a descriptor. */
export function line(fd: number | string, text: string): string {
  return `\t${`${fd}`.padStart(7)}: ${text}`;
}
