import type { MmEntry } from "criu-images";
import type { ImageFile } from "../images/images.ts";
import type { Faults } from "./faults.ts";
import { type Host, UNKNOWN } from "./host.ts";
import { isOlder } from "./thread.ts";
import { X86_FEATURES } from "./x86.ts";

/** Keys of the auxiliary vector (include/uapi/linux/auxvec.h of Linux). */
const AT_PAGESZ = 6n;
const AT_HWCAP = 16n;
const AT_HWCAP2 = 26n;
const AT_MINSIGSTKSZ = 51n;

const AUXV = "mm_saved_auxv";

/** VMA_AREA_GUARD of criu/include/image.h, and the kernel that can install guards in areas. */
const GUARD = 0x10000;
const GUARDS = [6, 13] as const;

/** Checks the auxiliary vector of a process, which has facts of the machine of the dump, and its areas. */
export function checkMemory(mm: MmEntry, file: ImageFile, host: Host, faults: Faults): void {
  const auxv = new Map<bigint, bigint>();
  for (let i = 0; i + 1 < mm.mm_saved_auxv.length; i += 2)
    auxv.set(mm.mm_saved_auxv[i] ?? 0n, mm.mm_saved_auxv[i + 1] ?? 0n);
  checkPageSize(auxv.get(AT_PAGESZ), file, host, faults);
  checkHwcap("AT_HWCAP", auxv.get(AT_HWCAP), host.hwcap, file, host, faults);
  checkHwcap("AT_HWCAP2", auxv.get(AT_HWCAP2), host.hwcap2, file, host, faults);
  checkSignalStack(auxv.get(AT_MINSIGSTKSZ), file, host, faults);
  if (isOlder(host.kernel, GUARDS) && mm.vmas.some(({ status }) => (status & GUARD) !== 0))
    faults.add("host-kernel", file, "vmas", `guard areas need Linux 6.13, but the machine has ${host.kernel}`);
}

function checkPageSize(size: bigint | undefined, file: ImageFile, { pageSize }: Host, faults: Faults): void {
  if (size === undefined || pageSize === UNKNOWN)
    faults.unknown(file, AUXV, `the size of a page is ${size ?? UNKNOWN} in the dump, and ${pageSize} of the machine`);
  else if (size !== BigInt(pageSize))
    faults.add("host-page-size", file, AUXV, `pages have ${size} bytes, but ${pageSize} on the machine`);
}

function checkHwcap(
  name: string,
  dumped: bigint | undefined,
  own: string,
  file: ImageFile,
  host: Host,
  faults: Faults,
): void {
  const bits = (dumped ?? 0n) & maskOf(name, host);
  if (bits === 0n) return;
  if (own === UNKNOWN) {
    faults.unknown(file, AUXV, `${name} of the machine is unknown`);
    return;
  }
  const lacking = bits & ~BigInt(own);
  if (lacking === 0n) return;
  faults.add("host-cpu", file, AUXV, `${name} has 0x${lacking.toString(16)}, which the machine lacks`);
}

/** Returns the bits that instructions depend on. On x86 some are facts of the board, such as its number of threads. */
function maskOf(name: string, { architecture }: Host): bigint {
  if (!/^(?:x86_64|i\d86)$/.test(architecture)) return (1n << 64n) - 1n;
  const word = X86_FEATURES.filter((one) => one.word === 0).reduce((mask, { bit }) => mask | (1n << BigInt(bit)), 0n);
  return name === "AT_HWCAP" ? word : 0n;
}

function checkSignalStack(size: bigint | undefined, file: ImageFile, host: Host, faults: Faults): void {
  const { minSignalStack: own } = host;
  if (size === undefined) return;
  if (own === UNKNOWN) faults.unknown(file, AUXV, "AT_MINSIGSTKSZ of the machine is unknown");
  else if (BigInt(own) > size)
    faults.add("host-xsave", file, AUXV, `AT_MINSIGSTKSZ is ${size}, but ${own} on the machine`);
}
