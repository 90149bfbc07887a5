/** A feature of a processor that CRIU compares on restore. */
export interface Feature {
  /** Name in /proc/cpuinfo. */
  readonly name: string;
  /** Whether the kernel shows it there. */
  readonly isShown: boolean;
  /** Index of the word with its bit in `cpuinfo_x86_entry.capability`. */
  readonly word: number;
  readonly bit: number;
}

/**
 * Bits by word, as criu/arch/x86/cpu.c compares them at the level `ins`, and of those that only the level `fpu` compares.
 * The names are those of /proc/cpuinfo (arch/x86/include/asm/cpufeatures.h of Linux); a dash precedes a name that the
 * kernel does not show.
 */
const WORDS: Readonly<Record<number, string>> = {
  0: "fpu:0 tsc:4 cx8:8 sep:11 cmov:15 clflush:19 mmx:23 fxsr:24 sse:25 sse2:26",
  1: "syscall:11 mmxext:22 rdtscp:27 3dnowext:30 3dnow:31",
  3: "rep_good:16 nopl:20",
  4:
    "pni:0 pclmulqdq:1 monitor:3 ssse3:9 cx16:13 sse4_1:19 sse4_2:20 movbe:22 popcnt:23 aes:25 xsave:26 -osxsave:27 " +
    "avx:28 f16c:29 rdrand:30",
  6: "abm:5 sse4a:6 misalignsse:7 3dnowprefetch:8 xop:11 fma4:16 tbm:21",
  9:
    "fsgsbase:0 bmi1:3 hle:4 avx2:5 bmi2:8 erms:9 rtm:11 -mpx:14 avx512f:16 avx512dq:17 rdseed:18 adx:19 clflushopt:23 " +
    "avx512pf:26 avx512er:27 avx512cd:28 sha_ni:29 avx512bw:30 avx512vl:31",
  10: "xsaveopt:0 xsavec:1 xgetbv1:2 xsaves:3",
  11:
    "avx512vbmi:1 avx512_vbmi2:6 gfni:8 vaes:9 vpclmulqdq:10 avx512_vnni:11 avx512_bitalg:12 tme:13 " +
    "avx512_vpopcntdq:14 rdpid:22",
  13: "clzero:0",
  18: "avx512_4vnniw:2 avx512_4fmaps:3",
};

export const X86_FEATURES: readonly Feature[] = Object.entries(WORDS).flatMap(([word, texts]) =>
  texts.split(" ").map((text) => {
    const [name = "", bit] = text.replace("-", "").split(":");
    return { name, isShown: !text.startsWith("-"), word: Number(word), bit: Number(bit) };
  }),
);

/** Components of the state that XSAVE saves, by bit, each with the feature that brings it. x87 and SSE are everywhere. */
export const X86_COMPONENTS: Readonly<Record<number, string>> = {
  2: "avx",
  5: "avx512f",
  6: "avx512f",
  7: "avx512f",
  9: "pku",
  11: "user_shstk",
  17: "amx_tile",
  18: "amx_tile",
};

/** Words of feature bits by `capability_ver` (criu/arch/x86/cpu.c). */
export const X86_WORDS: Readonly<Record<number, number>> = { 1: 12, 2: 19 };
