import type { CoreEntry } from "criu-images";
import type { ImageFile } from "../images/images.ts";
import type { Faults } from "./faults.ts";
import { type Host, UNKNOWN } from "./host.ts";
import { profileOf } from "./lsm.ts";
import { X86_COMPONENTS } from "./x86.ts";

/** Machines, as `uname -m` prints them, by `core_entry.mtype`. */
const MACHINES: Readonly<Record<number, readonly [name: string, pattern: RegExp]>> = {
  1: ["x86_64", /^x86_64$/],
  2: ["arm", /^arm(?!64)/],
  3: ["aarch64", /^(?:aarch64|arm64)$/],
  4: ["ppc64", /^ppc64/],
  5: ["s390x", /^s390x$/],
  6: ["mips64", /^mips64/],
  7: ["loongarch64", /^loongarch64$/],
  8: ["riscv64", /^riscv64$/],
};

/** Oldest kernels with a feature that a thread uses. */
const RSEQ = [4, 18] as const;

/** Checks the machine of a thread, and the state of its processor. */
export function checkThread(
  core: CoreEntry,
  file: ImageFile,
  host: Host,
  faults: Faults,
  profiles: Map<string, ImageFile>,
): void {
  checkMachine(core, file, host, faults);
  checkState(core, file, host, faults);
  if (core.thread_core?.rseq_entry !== undefined && isOlder(host.kernel, RSEQ))
    faults.add(
      "host-kernel",
      file,
      "thread_core.rseq_entry",
      `rseq needs Linux 4.18, but the machine has ${host.kernel}`,
    );
  if (core.thread_core?.creds !== undefined) profileOf(core.thread_core.creds, file, profiles);
}

/** Returns whether a machine is one of the architecture of a core image. */
function isMachine(mtype: number, { architecture }: Host): boolean {
  return MACHINES[mtype]?.[1].test(architecture) === true;
}

function checkMachine({ mtype }: CoreEntry, file: ImageFile, host: Host, faults: Faults): void {
  const machine = MACHINES[mtype]?.[0] ?? `the architecture ${mtype}`;
  if (host.architecture === UNKNOWN || MACHINES[mtype] === undefined)
    faults.unknown(file, "mtype", `the dump is of ${machine}, the machine is ${host.architecture}`);
  else if (!isMachine(mtype, host))
    faults.add("host-architecture", file, "mtype", `${machine}, but the machine is ${host.architecture}`);
}

/** Checks the components of the state that a thread of x86 uses. */
function checkState({ mtype, thread_info: info }: CoreEntry, file: ImageFile, host: Host, faults: Faults): void {
  const xsave = info?.fpregs.xsave;
  if (xsave === undefined || !isMachine(mtype, host)) return;
  const path = "thread_info.fpregs.xsave";
  const used = Object.entries(X86_COMPONENTS).filter(([bit]) => (xsave.xstate_bv >> BigInt(bit)) & 1n);
  // All threads have rights of protection keys where the processor knows them, mostly the default.
  const needed = new Set(["xsave", ...used.map(([, name]) => name).filter((name) => name !== "pku")]);
  if (host.features === UNKNOWN) {
    faults.unknown(
      file,
      path,
      "the state of the thread needs features of the processor that are unknown of the machine",
    );
    return;
  }
  const { features } = host;
  const lacking = [...needed].filter((name) => !features.includes(name));
  if (lacking.length > 0)
    faults.add("host-cpu", file, path, `the state of the thread needs ${lacking.join(", ")}, which the machine lacks`);
}

/** Returns whether the release of a kernel is older than a version. An unknown one is not. */
export function isOlder(kernel: string, [major, minor]: readonly [number, number]): boolean {
  const [, a, b] = /^(\d+)\.(\d+)/.exec(kernel) ?? [];
  if (a === undefined) return false;
  return Number(a) < major || (Number(a) === major && Number(b) < minor);
}
