import { type Field, list, type Machine, type RegisterNote, row } from "./machine.ts";

/** `pt_regs`; `softe`, at 312, is the kernel's own. */
const GENERAL: readonly Field[] = [
  list(0, 8, "gpr", 32),
  ...row(256, 8, "nip msr orig_gpr3 ctr link xer ccr"),
  ...row(320, 8, "trap"),
];

/** Size of `elf_gregset_t`: 48 words. */
const GENERAL_SIZE = 384;

const FLOATS: Pick<RegisterNote, "size" | "fields"> = { size: 264, fields: [list(0, 8, "fpregs", 33)] };

/** 32 registers and VSCR of 16 bytes, then VRSAVE. */
const ALTIVEC: Pick<RegisterNote, "size" | "fields"> = {
  size: 544,
  fields: [list(0, 8, "vrregs", 66), ...row(528, 4, "vrsave")],
};

const VSX: Pick<RegisterNote, "size" | "fields"> = { size: 256, fields: [list(0, 8, "vsxregs", 32)] };

/** In a transaction, the images have the registers at its begin in the place of the current ones. */
const CHECKPOINTED = { owner: "LINUX", needs: "tmstate" } as const;

/**
 * 64-bit PowerPC: `pt_regs` of arch/powerpc/include/uapi/asm/ptrace.h, `elf_gregset_t`, `elf_fpregset_t` and
 * `elf_vrregset_t` of asm/elf.h there (Debian: linux-libc-dev-ppc64el-cross), and the register sets of
 * arch/powerpc/kernel/ptrace/.
 */
export const PPC64: Machine = {
  info: "ti_ppc64",
  number: 21,
  // ELFv2, the ABI of ppc64le.
  flags: 2,
  word: 8,
  uid: 4,
  general: { of: ["tmstate.gpregs", "gpregs"], size: GENERAL_SIZE, fields: GENERAL },
  notes: [
    // NT_PRFPREG, NT_PPC_VMX, NT_PPC_VSX
    { owner: "CORE", type: 2, of: ["tmstate.fpstate", "fpstate"], ...FLOATS },
    { owner: "LINUX", type: 0x100, of: ["tmstate.vrstate", "vrstate"], ...ALTIVEC },
    { owner: "LINUX", type: 0x102, of: ["tmstate.vsxstate", "vsxstate"], ...VSX },
    // NT_PPC_TM_CGPR, NT_PPC_TM_CFPR, NT_PPC_TM_CVMX, NT_PPC_TM_CVSX, NT_PPC_TM_SPR
    { ...CHECKPOINTED, type: 0x108, of: ["gpregs"], size: GENERAL_SIZE, fields: GENERAL },
    { ...CHECKPOINTED, type: 0x109, of: ["fpstate"], ...FLOATS },
    { ...CHECKPOINTED, type: 0x10a, of: ["vrstate"], ...ALTIVEC },
    { ...CHECKPOINTED, type: 0x10b, of: ["vsxstate"], ...VSX },
    { ...CHECKPOINTED, type: 0x10c, of: ["gpregs"], size: 24, fields: row(0, 8, "tfhar texasr tfiar") },
  ],
};
