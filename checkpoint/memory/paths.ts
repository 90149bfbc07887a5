import type { Checkpoint } from "../open/checkpoint.ts";
import type { Area } from "./areas.ts";

type PathsById = ReadonlyMap<bigint, string>;

/** Paths of mapped objects, as /proc/PID/maps has them. Their images are read once. */
export class Paths {
  readonly #checkpoint: Checkpoint;
  readonly #known = new Map<string, Promise<PathsById>>();

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = checkpoint;
  }

  /** Returns the path of an object; `undefined` if no image has it. */
  async of({ space, id }: NonNullable<Area["object"]>): Promise<string | undefined> {
    if (space === "segment") return ANONYMOUS;
    const paths = this.#known.get(space) ?? READERS[space]?.(this.#checkpoint);
    if (paths === undefined) return undefined;
    this.#known.set(space, paths);
    return (await paths).get(id);
  }
}

/** Path of anonymous memory that is shared. */
const ANONYMOUS = deleted("/dev/zero");

/** Readers of paths by the space of the objects. */
const READERS: Readonly<Record<string, (checkpoint: Checkpoint) => Promise<PathsById>>> = {
  file: pathsOfFiles,
  "ipc-segment": pathsOfSegments,
};

/** Reads the paths of regular files and memfds. Before v3.4, regular files had an image of their own. */
async function pathsOfFiles(checkpoint: Checkpoint): Promise<PathsById> {
  const files = (await checkpoint.read("FILES"))?.entries ?? [];
  const old = (await checkpoint.read("REG_FILES"))?.entries ?? [];
  const regular = [...old, ...files.flatMap(({ reg }) => reg ?? [])];
  const memfds = files.flatMap(({ memfd }) => memfd ?? []);
  const inodes = memfds.length === 0 ? [] : ((await checkpoint.read("MEMFD_INODE"))?.entries ?? []);
  const names = new Map(inodes.map(({ inode_id, name }) => [inode_id, memfdPath(name)]));
  return new Map([
    ...regular.map(({ id, name }): [bigint, string] => [BigInt(id), name]),
    ...memfds.flatMap(({ id, inode_id }): [bigint, string][] => {
      const path = names.get(BigInt(inode_id));
      return path === undefined ? [] : [[BigInt(id), path]];
    }),
  ]);
}

/** Returns the path of a memfd. One with the path of anonymous memory stands for that, since v3.13; see criu/shmem.c. */
function memfdPath(name: string): string {
  return name === "/dev/zero" ? ANONYMOUS : deleted(`/memfd:${name}`);
}

/** Reads the paths of System V segments: their keys. */
async function pathsOfSegments(checkpoint: Checkpoint): Promise<PathsById> {
  const paths = new Map<bigint, string>();
  for (const { image, id } of checkpoint.images) {
    if (image !== "IPCNS_SHM") continue;
    for (const { desc } of (await checkpoint.read("IPCNS_SHM", id))?.entries ?? [])
      paths.set(BigInt(desc.id), deleted(`/SYSV${desc.key.toString(16).padStart(8, "0")}`));
  }
  return paths;
}

/** Marks a path as the kernel does if no folder has it. */
function deleted(path: string): string {
  return `${path} (deleted)`;
}
