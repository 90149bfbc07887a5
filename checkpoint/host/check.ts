import { ImageError } from "criu-images";
import type { ImageName } from "criu-images/all";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { EntryOf } from "../relations/graph.ts";
import type { Finding } from "../validate/finding.ts";
import { checkCpuinfo, checkNoCpuinfo } from "./cpuinfo.ts";
import { Faults } from "./faults.ts";
import type { Host } from "./host.ts";
import { checkCgroups, checkNamespaces, checkPids } from "./kernel.ts";
import { checkModule, profileOf } from "./lsm.ts";
import { checkMemory } from "./memory.ts";
import { checkThread } from "./thread.ts";

/**
 * Compares a checkpoint with a machine: whether it restores there, and why not. Images that are not valid are left out, as
 * `validate` reports them.
 *
 * @returns faults, and facts that are unknown
 * @throws {Error} the errors of the store
 */
export async function checkHost(checkpoint: Checkpoint, host: Host): Promise<Finding[]> {
  const faults = new Faults();
  const each = <Name extends ImageName>(
    image: Name,
    check: (entry: EntryOf<Name>, file: ImageFile) => void,
  ): Promise<number> => eachEntry(checkpoint, image, check);
  const profiles = new Map<string, ImageFile>();
  const [inventory] = checkpoint.images.filter(({ image }) => image === "INVENTORY");
  await each("CORE", (core, file) => checkThread(core, file, host, faults, profiles));
  // Nothing of another architecture can be compared.
  if (!faults.has("host-architecture")) {
    const processors = await each("CPUINFO", (entry, file) => checkCpuinfo(entry, file, host, faults));
    if (inventory !== undefined && processors === 0) checkNoCpuinfo(inventory, host, faults);
    await each("MM", (mm, file) => checkMemory(mm, file, host, faults));
  }
  await each("CREDS", (creds, file) => profileOf(creds, file, profiles));
  await each("PSTREE", (process, file) => checkPids(process, file, host, faults));
  await each("CGROUP", (groups, file) => checkCgroups(groups, file, host, faults));
  const policies = checkpoint.images.some(({ image }) => image === "APPARMOR");
  await each("INVENTORY", (entry, file) => checkModule(entry, file, { host, faults, profiles, policies }));
  const [own] = (await readable(checkpoint, "INVENTORY", inventory)) ?? [];
  await each("IDS", (ids, file) => checkNamespaces(ids, own?.root_ids, file, host, faults));
  return faults.list();
}

/** Calls `check` for each entry of all files of an image, and returns the number of entries. */
async function eachEntry<Name extends ImageName>(
  checkpoint: Checkpoint,
  image: Name,
  check: (entry: EntryOf<Name>, file: ImageFile) => void,
): Promise<number> {
  let count = 0;
  for (const file of checkpoint.images.filter((one) => one.image === image)) {
    for (const entry of (await readable(checkpoint, image, file)) ?? []) {
      count++;
      check(entry, file);
    }
  }
  return count;
}

async function readable<Name extends ImageName>(
  checkpoint: Checkpoint,
  image: Name,
  file: ImageFile | undefined,
): Promise<EntryOf<Name>[] | undefined> {
  if (file === undefined) return undefined;
  try {
    return ((await checkpoint.read(image, file.id)) as { readonly entries?: EntryOf<Name>[] } | undefined)?.entries;
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}
