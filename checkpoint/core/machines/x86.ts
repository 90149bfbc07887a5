import { UserX86RegsMode } from "criu-images/enums/user-x86-regs-mode";
import { FXSAVE } from "./fxsave.ts";
import { tlsNote } from "./gdt.ts";
import { i387Note } from "./i387.ts";
import { type Machine, row } from "./machine.ts";
import { shadowStackNotes, xstateNotes } from "./xstate.ts";

/** x86-64: `user_regs_struct` of glibc's sys/user.h (Debian: libc6-dev). */
export const X86_64: Machine = {
  info: "thread_info",
  number: 62,
  flags: 0,
  word: 8,
  uid: 4,
  general: {
    ...{ of: ["gpregs"], size: 216 },
    fields: row(
      0,
      8,
      "r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip cs flags sp ss fs_base gs_base ds es fs gs",
    ),
  },
  // NT_PRFPREG
  notes: [{ owner: "CORE", type: 2, ...FXSAVE }],
  computed: (info, words) => [...xstateNotes(info, words), ...shadowStackNotes(info, words)],
};

/** A 32-bit program on x86-64: `user_regs_struct` of glibc's sys/user.h for 32 bits. */
export const I386: Machine = {
  info: "thread_info",
  where: ["gpregs.mode", UserX86RegsMode.COMPAT],
  number: 3,
  flags: 0,
  word: 4,
  uid: 2,
  general: {
    ...{ of: ["gpregs"], size: 68 },
    fields: row(0, 4, "bx cx dx si di bp ax ds es fs gs orig_ax ip cs flags sp ss"),
  },
  // NT_PRXFPREG
  notes: [{ owner: "LINUX", type: 0x46e6_2b7f, ...FXSAVE }],
  computed: (info, words) => [i387Note(info, words), ...xstateNotes(info, words), tlsNote(info, words)],
};
