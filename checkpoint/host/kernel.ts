import type { CgroupEntry, PstreeEntry, TaskKobjIdsEntry } from "criu-images";
import type { ImageFile } from "../images/images.ts";
import type { Faults } from "./faults.ts";
import { type Host, UNKNOWN } from "./host.ts";

/** Kinds of namespaces, as /proc/PID/ns names them, and the fields with their ids. */
const NAMESPACES = {
  uts: "uts_ns_id",
  ipc: "ipc_ns_id",
  net: "net_ns_id",
  mnt: "mnt_ns_id",
  user: "user_ns_id",
  pid: "pid_ns_id",
  time: "time_ns_id",
  cgroup: "cgroup_ns_id",
} as const;

/** Checks that the kernel has the kinds of namespaces that differ from CRIU's own. */
export function checkNamespaces(
  ids: TaskKobjIdsEntry,
  root: TaskKobjIdsEntry | undefined,
  file: ImageFile,
  { namespaces }: Host,
  faults: Faults,
): void {
  for (const [kind, field] of Object.entries(NAMESPACES)) {
    const id = ids[field];
    if (root === undefined || id === undefined || id === 0 || id === root[field]) continue;
    if (namespaces === UNKNOWN) faults.unknown(file, field, "the namespaces of the machine are unknown");
    else if (!namespaces.includes(kind))
      faults.add("host-namespace", file, field, `the machine has no ${kind} namespaces`);
  }
}

/** Checks that the machine has the hierarchies of the groups of processes. */
export function checkCgroups({ sets }: CgroupEntry, file: ImageFile, { cgroups }: Host, faults: Faults): void {
  const sorted = (controllers: string): string => controllers.split(",").sort().join(",");
  // CRIU mounts a hierarchy without controllers itself (criu/cgroup.c).
  const mounted = sets.flatMap(({ ctls }) => ctls.filter(({ name }) => !name.startsWith("name=")));
  const needed = new Set(mounted.map(({ name }) => sorted(name)));
  if (cgroups === UNKNOWN) {
    if (needed.size > 0) faults.unknown(file, "sets", "the control groups of the machine are unknown");
    return;
  }
  const own = new Set(cgroups.map(sorted));
  for (const controllers of needed) {
    if (own.has(controllers)) continue;
    const name = controllers === "" ? "cgroup v2" : `the hierarchy ${controllers} of cgroup v1`;
    faults.add("host-cgroup", file, "sets", `processes are in groups of ${name}, which the machine lacks`);
  }
}

/** Checks that the kernel can give each process its pid. */
export function checkPids({ pid, threads }: PstreeEntry, file: ImageFile, { pidMax }: Host, faults: Faults): void {
  if (pidMax === UNKNOWN) {
    faults.unknown(file, "pid", "the largest pid of the machine is unknown");
    return;
  }
  for (const one of new Set([pid, ...threads])) {
    if (one >= pidMax)
      faults.add("host-pid", file, one === pid ? "pid" : "threads", `${one}, but pids are less than ${pidMax} there`);
  }
}
