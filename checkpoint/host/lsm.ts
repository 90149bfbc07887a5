import type { CredsEntry, InventoryEntry } from "criu-images";
import type { ImageFile } from "../images/images.ts";
import type { Faults } from "./faults.ts";
import { type Host, UNKNOWN } from "./host.ts";

/** Security modules by `inventory_entry.lsmtype`; without one, no profile is restored. */
const MODULES: Readonly<Record<number, string>> = { 1: "selinux", 2: "apparmor" };

/** Notes the profile of a process, and the first image that has it. */
export function profileOf(
  { lsm_profile: profile }: CredsEntry,
  file: ImageFile,
  profiles: Map<string, ImageFile>,
): void {
  if (profile !== undefined && profile !== "" && !profiles.has(profile)) profiles.set(profile, file);
}

interface Confinement {
  readonly host: Host;
  readonly faults: Faults;
  readonly profiles: ReadonlyMap<string, ImageFile>;
  /** Whether the checkpoint has the policies of AppArmor, which CRIU loads on restore. */
  readonly policies: boolean;
}

/** Checks the security module: one that is not there matters only if a process has a profile (criu/lsm.c). */
export function checkModule({ lsmtype }: InventoryEntry, file: ImageFile, confinement: Confinement): void {
  const { host, faults, profiles } = confinement;
  const module = MODULES[lsmtype ?? 0];
  if (module === undefined || profiles.size === 0) return;
  if (host.securityModules === UNKNOWN)
    faults.unknown(file, "lsmtype", `processes have profiles of ${module}; the machine's modules are unknown`);
  else if (!host.securityModules.includes(module))
    faults.add("host-lsm", file, "lsmtype", `processes have profiles of ${module}, which the machine lacks`);
  else if (module === "apparmor") checkProfiles(confinement);
}

function checkProfiles({ host, faults, profiles, policies }: Confinement): void {
  if (policies) return;
  for (const [profile, file] of profiles) {
    // The kernel prints the mode after the name; a stack of profiles has several names.
    const names = profile.split("//&").map((name) => name.replace(/ \(\w+\)$/, ""));
    const path = file.image === "CREDS" ? "lsm_profile" : "thread_core.creds.lsm_profile";
    const loaded = host.profiles;
    if (loaded === UNKNOWN) faults.unknown(file, path, `whether the machine has the profile ${profile} is unknown`);
    else if (!names.every((name) => loaded.includes(name)))
      faults.add("host-lsm", file, path, `the machine has no profile ${profile}`);
  }
}
