import type { Words } from "./words.ts";

/** Names AT_* without the prefix: include/uapi/linux/auxvec.h, and asm/auxvec.h of each architecture. */
const NAMES: Readonly<Record<number, string>> = {
  2: "EXECFD",
  3: "PHDR",
  4: "PHENT",
  5: "PHNUM",
  6: "PAGESZ",
  7: "BASE",
  8: "FLAGS",
  9: "ENTRY",
  10: "NOTELF",
  11: "UID",
  12: "EUID",
  13: "GID",
  14: "EGID",
  15: "PLATFORM",
  16: "HWCAP",
  17: "CLKTCK",
  19: "DCACHEBSIZE",
  20: "ICACHEBSIZE",
  21: "UCACHEBSIZE",
  22: "IGNOREPPC",
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
  34: "L1I_CACHESHAPE",
  35: "L1D_CACHESHAPE",
  36: "L2_CACHESHAPE",
  37: "L3_CACHESHAPE",
  40: "L1I_CACHESIZE",
  41: "L1I_CACHEGEOMETRY",
  42: "L1D_CACHESIZE",
  43: "L1D_CACHEGEOMETRY",
  44: "L2_CACHESIZE",
  45: "L2_CACHEGEOMETRY",
  46: "L3_CACHESIZE",
  47: "L3_CACHEGEOMETRY",
  51: "MINSIGSTKSZ",
};

/** An entry of the auxiliary vector. */
export interface AuxEntry {
  /** AT_*, a number of include/uapi/linux/auxvec.h. */
  readonly type: number;
  /** Name without AT_; absent if the number has none. */
  readonly name?: string;
  readonly value: bigint;
}

/** The auxiliary vector of a process: facts that the kernel gave the program when it started. */
export interface AuxiliaryVector {
  readonly entries: readonly AuxEntry[];
  /** Size of a word and byte order of the program. */
  readonly words: Words;
}

/** AT_PHENT, the size of a program header, by the size of a word. */
const HEADERS: Readonly<Record<string, Words["size"]>> = { 32: 4, 56: 8 };

/**
 * Reads an auxiliary vector, up to its end.
 *
 * @param saved `mm_saved_auxv`: a type and a value in turn. Of a 32-bit program on a 64-bit kernel each element is a pair:
 * CRIU reads /proc/PID/auxv as longs of its own (criu/cr-dump.c)
 */
export function auxiliaryVector(saved: readonly bigint[], littleEndian: boolean): AuxiliaryVector {
  const flat = isPacked(saved) ? saved.flatMap((word) => halves(word, littleEndian)) : saved;
  const entries: AuxEntry[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [type, value = 0n] = [Number(flat[i]), flat[i + 1]];
    if (type === END) break;
    const name = NAMES[type];
    entries.push({ type, ...(name !== undefined && { name }), value });
  }
  const size = isPacked(saved) ? 4 : (HEADERS[`${auxValue(entries, "PHENT")}`] ?? 8);
  return { entries, words: { size, littleEndian } };
}

/**
 * Replaces values of an auxiliary vector in the form in which it is saved.
 *
 * @param saved `mm_saved_auxv`
 * @param replaced returns the new value of a type; one of a 32-bit program must fit into 32 bits
 */
export async function replaceAuxiliary(
  saved: readonly bigint[],
  littleEndian: boolean,
  replaced: (type: number, value: bigint) => Promise<bigint>,
): Promise<bigint[]> {
  const packed = isPacked(saved);
  const flat = packed ? saved.flatMap((word) => halves(word, littleEndian)) : [...saved];
  for (let i = 0; i + 1 < flat.length; i += 2) flat[i + 1] = await replaced(Number(flat[i]), flat[i + 1] ?? 0n);
  if (!packed) return flat;
  return saved.map((_, i) => {
    const [first, second] = littleEndian ? [flat[2 * i], flat[2 * i + 1]] : [flat[2 * i + 1], flat[2 * i]];
    return (first ?? 0n) | ((second ?? 0n) << HALF);
  });
}

/** Tells whether each element is a pair: types are small, so that one with higher bits is. */
function isPacked(saved: readonly bigint[]): boolean {
  const types = saved.filter((_, index) => index % 2 === 0);
  return types.slice(0, types.indexOf(0n) >>> 0).some((type) => type >> HALF !== 0n);
}

/** AT_NULL */
const END = 0;

/** Number of bits in half of an element. */
const HALF = 32n;

function halves(word: bigint, littleEndian: boolean): bigint[] {
  const [low, high] = [BigInt.asUintN(32, word), word >> HALF];
  return littleEndian ? [low, high] : [high, low];
}

/** Returns the value of the first entry with a name; `undefined` if there is none. */
export function auxValue(entries: readonly AuxEntry[], name: string): bigint | undefined {
  return entries.find((one) => one.name === name)?.value;
}
