import { list, type Machine, row } from "./machine.ts";

/**
 * s390x: `s390_regs` and `s390_fp_regs` of arch/s390/include/uapi/asm/ptrace.h (Debian: linux-libc-dev-s390x-cross),
 * and the register sets of arch/s390/kernel/ptrace.c.
 */
export const S390: Machine = {
  info: "ti_s390",
  number: 22,
  flags: 0,
  word: 8,
  uid: 4,
  general: {
    ...{ of: ["gpregs"], size: 216 },
    fields: [
      ...row(0, 8, "psw_mask psw_addr"),
      list(16, 8, "gprs", 16),
      list(144, 4, "acrs", 16),
      ...row(208, 8, "orig_gpr2"),
    ],
  },
  notes: [
    // NT_PRFPREG
    {
      ...{ owner: "CORE", type: 2, of: ["fpregs"], size: 136 },
      fields: [...row(0, 4, "fpc"), list(8, 8, "fprs", 16)],
    },
    // NT_S390_SYSTEM_CALL, NT_S390_VXRS_LOW, NT_S390_VXRS_HIGH, NT_S390_GS_CB, NT_S390_GS_BC, NT_S390_RI_CB
    { owner: "LINUX", type: 0x307, of: ["gpregs"], size: 4, fields: row(0, 4, "system_call") },
    { owner: "LINUX", type: 0x309, of: ["vxrs_low"], size: 128, fields: [list(0, 8, "regs", 16)] },
    { owner: "LINUX", type: 0x30a, of: ["vxrs_high"], size: 256, fields: [list(0, 8, "regs", 32)] },
    { owner: "LINUX", type: 0x30b, of: ["gs_cb"], size: 32, fields: [list(0, 8, "regs", 4)] },
    { owner: "LINUX", type: 0x30c, of: ["gs_bc"], size: 32, fields: [list(0, 8, "regs", 4)] },
    { owner: "LINUX", type: 0x30d, of: ["ri_cb"], size: 64, fields: [list(0, 8, "regs", 8)] },
  ],
};
