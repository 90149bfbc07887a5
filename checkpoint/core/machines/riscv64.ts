import { list, type Machine, row } from "./machine.ts";

/**
 * 64-bit RISC-V: `user_regs_struct` and `__riscv_d_ext_state` of arch/riscv/include/uapi/asm/ptrace.h (Debian:
 * linux-libc-dev-riscv64-cross). The images lack the vector registers.
 */
export const RISCV64: Machine = {
  info: "ti_riscv64",
  number: 243,
  // EF_RISCV_FLOAT_ABI_DOUBLE: without an executable, debuggers learn from it that the thread has the registers.
  flags: 4,
  word: 8,
  uid: 4,
  general: {
    ...{ of: ["gpregs"], size: 256 },
    fields: row(
      0,
      8,
      "pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6",
    ),
  },
  notes: [
    // NT_PRFPREG
    {
      ...{ owner: "CORE", type: 2, of: ["fpsimd"], size: 264 },
      fields: [list(0, 8, "f", 32), ...row(256, 4, "fcsr")],
    },
  ],
};
