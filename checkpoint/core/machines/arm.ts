import { list, type Machine, row } from "./machine.ts";

/**
 * 32-bit ARM: `pt_regs` and ARM_VFPREGS_SIZE of arch/arm/include/uapi/asm/ptrace.h (Debian:
 * linux-libc-dev-armhf-cross). The images lack the registers of the FPA, NT_PRFPREG, which no processor of today has.
 */
export const ARM: Machine = {
  info: "ti_arm",
  number: 40,
  flags: 0,
  word: 4,
  uid: 2,
  general: {
    ...{ of: ["gpregs"], size: 72 },
    fields: row(0, 4, "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 fp ip sp lr pc cpsr orig_r0"),
  },
  notes: [
    // NT_ARM_VFP
    {
      ...{ owner: "LINUX", type: 0x400, of: ["fpstate"], size: 260 },
      fields: [list(0, 8, "vfp_regs", 32), ...row(256, 4, "fpscr")],
    },
    // NT_ARM_TLS
    { owner: "LINUX", type: 0x401, of: [""], size: 4, fields: row(0, 4, "tls") },
  ],
};
