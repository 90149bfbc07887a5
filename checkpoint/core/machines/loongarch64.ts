import { list, type Machine, row } from "./machine.ts";

/**
 * 64-bit LoongArch: `user_pt_regs` (the program counter is `csr_era`, after `orig_a0`) and `user_fp_state` of
 * arch/loongarch/include/uapi/asm/ptrace.h. CRIU up to v4.2 leaves f0 to f31 as they happen to be in its own memory
 * (criu/arch/loongarch64/crtools.c); the note has the numbers of the image all the same.
 */
export const LOONGARCH64: Machine = {
  info: "ti_loongarch64",
  number: 258,
  flags: 0,
  word: 8,
  uid: 4,
  general: { of: ["gpregs"], size: 360, fields: [list(0, 8, "regs", 32), ...row(264, 8, "pc")] },
  notes: [
    // NT_PRFPREG
    {
      ...{ owner: "CORE", type: 2, of: ["fpregs"], size: 272 },
      fields: [list(0, 8, "regs", 32), ...row(256, 8, "fcc"), ...row(264, 4, "fcsr")],
    },
  ],
};
