import { list, type RegisterSet, row } from "./machine.ts";

/**
 * FXSAVE: 16 bytes a register (Intel SDM, volume 1, table 10-2; `user_fpregs_struct` of glibc's sys/user.h). All x86
 * programs have it.
 */
export const FXSAVE: RegisterSet = {
  of: ["fpregs"],
  size: 512,
  fields: [
    ...row(0, 2, "cwd swd twd fop"),
    ...row(8, 8, "rip rdp"),
    ...row(24, 4, "mxcsr mxcsr_mask"),
    list(32, 4, "st_space", 32),
    list(160, 4, "xmm_space", 64),
  ],
};
