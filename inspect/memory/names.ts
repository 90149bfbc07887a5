import type { Area, Memory } from "criu-checkpoint";
import { decodeIpcnsShmImage } from "criu-images/images/ipcns-shm";
import { decodeMemfdInodeImage } from "criu-images/images/memfd-inode";
import { STATUS } from "../explore/area-status.ts";
import { fileLookup, type OpenFiles, openFiles } from "../explore/files.ts";
import type { Folder } from "../explore/folder.ts";
import { kindName } from "./kind.ts";

/** Names of areas as /proc/PID/maps has them. */
export interface AreaNames {
  /** Names an area; returns `undefined` for anonymous memory. */
  of(area: Area): Promise<string | undefined>;
}

/** Creates the names of a process's areas. Images with names are read when an area needs them. */
export function areaNames(folder: Folder, memory: Memory): AreaNames {
  const files = openFiles(folder);
  const memfds = memfdNames(folder);
  const of = async (area: Area): Promise<string | undefined> => {
    const { status, shmid } = area.entry;
    if ((status & STATUS.SYSVIPC) !== 0) return await sysvName(folder, Number(shmid));
    const named = kindName(area, memory.bounds);
    if (named !== undefined) return named;
    if (area.object?.space === "file") return await fileName(Number(area.object.id), files, memfds);
    return area.object && `[shared: ${area.object.id}]`;
  };
  return { of };
}

async function fileName(
  id: number,
  files: OpenFiles,
  memfds: (id: number) => Promise<string | undefined>,
): Promise<string> {
  return (await files.path(id)).path ?? (await memfds(id)) ?? `[file ${id}]`;
}

/** Name of the memfd that stands for anonymous shared memory in images since v3.13; see criu/shmem.c. */
const ANONYMOUS = "/dev/zero";

/** Returns the names of memfds by the ids of open files. */
function memfdNames(folder: Folder): (id: number) => Promise<string | undefined> {
  const inodeOf = fileLookup(folder)(
    (file) => file.memfd,
    "memfd-file.img",
    () => ({ entries: [] }),
  );
  return async (id) => {
    const inode = (await inodeOf(id))?.inode_id;
    const image = inode === undefined ? undefined : await folder.read("memfd.img", decodeMemfdInodeImage);
    const name = image?.entries.find(({ inode_id }) => inode_id === BigInt(inode ?? 0))?.name;
    return name === undefined ? undefined : `${name === ANONYMOUS ? name : `/memfd:${name}`} (deleted)`;
  };
}

/** Names a System V segment by its key, or by its id if no image has the key. */
async function sysvName({ source, read }: Folder, id: number): Promise<string> {
  for (const file of source.names.filter((name) => /^ipcns-shm-\d+\.img$/.test(name))) {
    const found = (await read(file, decodeIpcnsShmImage))?.entries.find(({ desc }) => desc.id === id);
    if (found !== undefined) return `/SYSV${found.desc.key.toString(16).padStart(8, "0")} (deleted)`;
  }
  return `[shared: SysV ${id}]`;
}
