import { list, type Machine, row } from "./machine.ts";

/**
 * AArch64: `user_pt_regs`, `user_fpsimd_state`, `user_pac_address_keys` and `user_pac_generic_keys` of
 * arch/arm64/include/uapi/asm/ptrace.h (Debian: linux-libc-dev-arm64-cross).
 */
export const AARCH64: Machine = {
  info: "ti_aarch64",
  number: 183,
  flags: 0,
  word: 8,
  uid: 4,
  general: { of: ["gpregs"], size: 272, fields: [list(0, 8, "regs", 31), ...row(248, 8, "sp pc pstate")] },
  notes: [
    // NT_PRFPREG: 16 bytes a register, the low half first in the image and, in this byte order, in memory.
    {
      ...{ owner: "CORE", type: 2, of: ["fpsimd"], size: 528 },
      fields: [list(0, 8, "vregs", 64), ...row(512, 4, "fpsr fpcr")],
    },
    // NT_ARM_TLS
    { owner: "LINUX", type: 0x401, of: [""], size: 8, fields: row(0, 8, "tls") },
    // NT_ARM_PACA_KEYS
    {
      ...{ owner: "LINUX", type: 0x407, of: ["pac_keys.pac_address_keys"], size: 64 },
      fields: row(0, 8, "apiakey_lo apiakey_hi apibkey_lo apibkey_hi apdakey_lo apdakey_hi apdbkey_lo apdbkey_hi"),
    },
    // NT_ARM_PACG_KEYS
    {
      ...{ owner: "LINUX", type: 0x408, of: ["pac_keys.pac_generic_keys"], size: 16 },
      fields: row(0, 8, "apgakey_lo apgakey_hi"),
    },
    // NT_ARM_PAC_ENABLED_KEYS
    {
      ...{ owner: "LINUX", type: 0x40a, of: ["pac_keys.pac_address_keys"], size: 8 },
      fields: row(0, 8, "pac_enabled_key"),
    },
  ],
};
