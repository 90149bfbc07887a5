import { type Machine, row } from "./machine.ts";

const NAMES =
  "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 " +
  "r16 r17 r18 r19 r20 r21 r22 r23 r24 r25 r26 r27 r28 r29 r30 r31";

/**
 * 64-bit MIPS: the order MIPS64_EF_* of arch/mips/include/uapi/asm/reg.h in an `elf_gregset_t` of 45 words, and 32
 * floating point registers with the control and the implementation register (arch/mips/kernel/ptrace.c; Debian:
 * linux-libc-dev-mips64el-cross). CRIU dumps programs of the ABI n64 only.
 */
export const MIPS: Machine = {
  info: "ti_mips",
  number: 8,
  flags: 0,
  word: 8,
  uid: 4,
  general: {
    ...{ of: ["gpregs"], size: 360 },
    fields: row(0, 8, `${NAMES} lo hi cp0_epc cp0_badvaddr cp0_status cp0_cause`),
  },
  notes: [
    // NT_PRFPREG
    {
      ...{ owner: "CORE", type: 2, of: ["fpregs"], size: 264 },
      fields: [...row(0, 8, NAMES), ...row(256, 4, "fpu_fcr31 fpu_id")],
    },
  ],
};
