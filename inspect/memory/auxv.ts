/** Names AT_* of the auxiliary vector, without the prefix (include/uapi/linux/auxvec.h). */
const NAMES: Readonly<Record<string, string>> = {
  0: "NULL",
  3: "PHDR",
  4: "PHENT",
  5: "PHNUM",
  6: "PAGESZ",
  7: "BASE",
  8: "FLAGS",
  9: "ENTRY",
  11: "UID",
  12: "EUID",
  13: "GID",
  14: "EGID",
  15: "PLATFORM",
  16: "HWCAP",
  17: "CLKTCK",
  23: "SECURE",
  24: "BASE_PLATFORM",
  25: "RANDOM",
  26: "HWCAP2",
  27: "RSEQ_FEATURE_SIZE",
  28: "RSEQ_ALIGN",
  29: "HWCAP3",
  30: "HWCAP4",
  31: "EXECFN",
  32: "SYSINFO",
  33: "SYSINFO_EHDR",
  51: "MINSIGSTKSZ",
};

/** An entry of the auxiliary vector. */
export interface AuxEntry {
  /** Name without AT_, or the number. */
  type: string;
  value: bigint;
}

/** Names the entries of an auxiliary vector, up to its end. */
export function auxvOf(words: readonly bigint[]): AuxEntry[] {
  const entries: AuxEntry[] = [];
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [type = 0n, value = 0n] = [words[i], words[i + 1]];
    if (type === 0n) break;
    entries.push({ type: NAMES[`${type}`] ?? `${type}`, value });
  }
  return entries;
}
