import { Fstype } from "criu-images/enums/fstype";
import { decodeIdsImage, formatIdsImageName } from "criu-images/images/ids";
import { decodeMntsImage, formatMntsImageName } from "criu-images/images/mnts";
import type { MntEntry } from "criu-images/messages/mnt-entry";
import type { Explorer } from "./explorer.ts";
import type { Folder } from "./folder.ts";
import { optionsOf } from "./mount-options.ts";
import { inTreeOrder } from "./order.ts";
import { readTasks } from "./tasks.ts";

/** Mounts of a mount namespace. */
export interface NamespaceMounts {
  /** Number of the namespace in the images. */
  mnt_ns_id: number;
  /** Processes in it. */
  pids: number[];
  mounts: Mount[];
}

export interface Mount {
  mnt_id: number;
  parent_mnt_id: number;
  /** Distance from the root of the tree. */
  depth: number;
  mountpoint: string;
  source: string;
  /** Name of the file system; CRIU's number if it has no name. */
  fstype: string | number;
  /** Mounted folder of the file system, unless it is `/`. */
  root?: string;
  options: string;
  /** Peer groups. */
  shared_id?: number;
  master_id?: number;
  /** Name of an external mount. */
  ext_key?: string;
}

/** View of the mounts of each namespace, as a tree. */
export const mounts: Explorer<NamespaceMounts[]> = { collect, print };

async function collect(folder: Folder): Promise<NamespaceMounts[]> {
  const found: NamespaceMounts[] = [];
  for (const [mnt_ns_id, pids] of await namespacesOf(folder)) {
    const entries = (await folder.read(formatMntsImageName(mnt_ns_id), decodeMntsImage))?.entries;
    if (entries !== undefined) found.push({ mnt_ns_id, pids, mounts: sorted(entries) });
  }
  return found;
}

async function namespacesOf(folder: Folder): Promise<Map<number, number[]>> {
  const namespaces = new Map<number, number[]>();
  for (const { pid } of await readTasks(folder)) {
    const [ids] = (await folder.read(formatIdsImageName(pid), decodeIdsImage))?.entries ?? [];
    if (ids?.mnt_ns_id === undefined) continue;
    const pids = namespaces.get(ids.mnt_ns_id) ?? [];
    namespaces.set(ids.mnt_ns_id, pids);
    pids.push(pid);
  }
  return namespaces;
}

/** Sorts mounts so that each follows its parent. Mounts in a circle of parents come last. */
function sorted(entries: readonly MntEntry[]): Mount[] {
  const ordered = inTreeOrder(
    entries,
    ({ mnt_id }) => mnt_id,
    ({ parent_mnt_id }) => parent_mnt_id,
  );
  const left = new Set(entries);
  for (const [entry] of ordered) left.delete(entry);
  return [...ordered, ...Array.from(left, (entry) => [entry, 0] as const)].map(([entry, depth]) =>
    mountOf(entry, depth),
  );
}

function mountOf(entry: MntEntry, depth: number): Mount {
  const { mnt_id, parent_mnt_id, mountpoint, source, root, shared_id, master_id, ext_key } = entry;
  return {
    mnt_id,
    parent_mnt_id,
    depth,
    mountpoint,
    source,
    fstype: fstypeOf(entry),
    ...(root === "/" ? {} : { root }),
    options: optionsOf(entry),
    ...(shared_id ? { shared_id } : {}),
    ...(master_id ? { master_id } : {}),
    ...(ext_key === undefined ? {} : { ext_key }),
  };
}

const NAMES = new Map(Object.entries(Fstype).map(([name, number]) => [number as number, name.toLowerCase()]));

/** Names a file system: by the kernel's name if CRIU has no number for it. */
function fstypeOf({ fstype, fsname }: MntEntry): string | number {
  return fsname ?? NAMES.get(fstype) ?? fstype;
}

function* print(namespaces: NamespaceMounts[]): Generator<string> {
  if (namespaces.length === 0) yield "no mount namespace was dumped";
  for (const { mnt_ns_id, pids, mounts } of namespaces) {
    yield `namespace ${mnt_ns_id} of ${pids.length === 1 ? "process" : "processes"} ${pids.join(", ")}`;
    const targets = mounts.map(({ depth, mountpoint }) => `${"  ".repeat(depth)}${mountpoint}`);
    const width = Math.min(40, Math.max(...targets.map(({ length }) => length)));
    for (const [i, mount] of mounts.entries()) yield `\t${(targets[i] ?? "").padEnd(width)} ${line(mount)}`;
  }
}

function line({ source, fstype, root, options, ext_key }: Mount): string {
  const from = root === undefined ? source : `${source}[${root}]`;
  return `${fstype} ${from} ${options}${ext_key === undefined ? "" : ` external ${ext_key}`}`;
}
