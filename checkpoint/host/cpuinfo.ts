import type { CpuinfoEntry, CpuinfoX86Entry } from "criu-images";
import type { ImageFile } from "../images/images.ts";
import type { Faults } from "./faults.ts";
import { type Host, type Processor, UNKNOWN } from "./host.ts";
import { type Feature, X86_COMPONENTS, X86_FEATURES, X86_WORDS } from "./x86.ts";

/** Reports that the features in use are unknown. */
export function checkNoCpuinfo(file: ImageFile, { architecture }: Host, faults: Faults): void {
  // CRIU compares processors on these architectures alone (criu/arch/*/cpu.c).
  if (!/^(?:x86_64|ppc64|s390x)/.test(architecture)) return;
  faults.unknown(file, "", "the checkpoint has no cpuinfo.img: the features that its processes use are unknown");
}

/** Compares the processor of a dump with that of a machine. */
export function checkCpuinfo(entry: CpuinfoEntry, file: ImageFile, host: Host, faults: Faults): void {
  for (const one of entry.x86_entry) {
    if (host.architecture !== "x86_64") continue;
    checkX86(one, file, host, faults);
  }
  for (const { hwcap } of entry.ppc64_entry) checkWords(hwcap, file, "ppc64_entry[0].hwcap", host, faults);
  for (const { hwcap } of entry.s390_entry) checkWords(hwcap, file, "s390_entry[0].hwcap", host, faults);
}

function checkWords(words: readonly bigint[], file: ImageFile, path: string, host: Host, faults: Faults): void {
  for (const [i, own] of [host.hwcap, host.hwcap2].entries()) {
    const word = words[i] ?? 0n;
    if (word === 0n) continue;
    const name = i === 0 ? "AT_HWCAP" : "AT_HWCAP2";
    if (own === UNKNOWN) faults.unknown(file, path, `${name} of the machine is unknown`);
    else if ((word & ~BigInt(own)) !== 0n)
      faults.add(
        "host-cpu",
        file,
        path,
        `${name} has 0x${(word & ~BigInt(own)).toString(16)}, which the machine lacks`,
      );
  }
}

function checkX86(entry: CpuinfoX86Entry, file: ImageFile, host: Host, faults: Faults): void {
  if (X86_WORDS[entry.capability_ver] !== entry.capability.length) {
    const message = `${entry.capability.length} words of features in version ${entry.capability_ver} are unknown`;
    faults.unknown(file, "x86_entry[0].capability", message);
    return;
  }
  const used = X86_FEATURES.filter(({ word, bit }) => ((entry.capability[word] ?? 0) >>> bit) & 1);
  const states = used.map((feature) => ({ feature, state: stateOf(feature, host) }));
  const named = (wanted: State): string =>
    states.flatMap(({ feature, state }) => (state === wanted ? [feature.name] : [])).join(", ");
  const path = "x86_entry[0].capability";
  if (named("absent") !== "") faults.add("host-cpu", file, path, `the machine lacks ${named("absent")}`);
  if (named("unknown") !== "")
    faults.unknown(file, path, `/proc/cpuinfo of the machine does not tell ${named("unknown")}`);
  checkComponents(entry.xfeatures_mask ?? 0n, file, host, faults);
  checkSizes(entry, file, host.processor, faults);
}

type State = "present" | "absent" | "unknown";

function stateOf({ name, isShown, word, bit }: Feature, { processor, features }: Host): State {
  if (processor !== UNKNOWN) return ((processor.capability[word] ?? 0) >>> bit) & 1 ? "present" : "absent";
  if (features === UNKNOWN || !isShown) return "unknown";
  return features.includes(name) ? "present" : "absent";
}

/** Compares the components of the state that XSAVE saves; x87 and SSE, the lowest, are in all processors. */
function checkComponents(mask: bigint, file: ImageFile, host: Host, faults: Faults): void {
  const path = "x86_entry[0].xfeatures_mask";
  const { features, processor } = host;
  const bits = Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => bit > 1 && (mask >> BigInt(bit)) & 1n);
  const states = bits.map((bit): State => {
    if (processor !== UNKNOWN) return (BigInt(processor.xfeatures) >> BigInt(bit)) & 1n ? "present" : "absent";
    const name = X86_COMPONENTS[bit];
    if (name === undefined || features === UNKNOWN) return "unknown";
    return features.includes(name) ? "present" : "absent";
  });
  const bitsThat = (state: State): string => bits.filter((_, i) => states[i] === state).join(", ");
  if (bitsThat("absent") !== "") faults.add("host-cpu", file, path, `the machine does not save ${bitsThat("absent")}`);
  if (bitsThat("unknown") !== "")
    faults.unknown(file, path, `/proc/cpuinfo of the machine does not tell ${bitsThat("unknown")}`);
}

function checkSizes(entry: CpuinfoX86Entry, file: ImageFile, processor: Processor | "unknown", faults: Faults): void {
  const sizes = [
    ["xsave_size", entry.xsave_size, processor === UNKNOWN ? undefined : processor.xsaveSize],
    ["xsave_size_max", entry.xsave_size_max, processor === UNKNOWN ? undefined : processor.xsaveSizeMax],
  ] as const;
  for (const [name, dumped, own] of sizes) {
    const path = `x86_entry[0].${name}`;
    if (dumped === undefined || dumped === own) continue;
    if (own === undefined) faults.unknown(file, path, `${dumped} bytes, but /proc does not tell those of the machine`);
    else faults.add("host-xsave", file, path, `${dumped} bytes, but ${own} on the machine`);
  }
}
