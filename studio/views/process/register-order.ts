/*
 * Registers in the order in which gdb's `info registers` prints them. CRIU has those of some machines in the order of the
 * kernel's struct, which begins with r15 on x86.
 */

/** Orders by the field with the registers, and by their mode, if there are several. Lists have the name of their field. */
const ORDERS: Readonly<Record<string, string>> = {
  "thread_info NATIVE":
    "ax bx cx dx si di bp sp r8 r9 r10 r11 r12 r13 r14 r15 ip flags cs ss ds es fs gs fs_base gs_base orig_ax mode",
  "thread_info COMPAT":
    "ax cx dx bx sp bp si di ip flags cs ss ds es fs gs orig_ax r8 r9 r10 r11 r12 r13 r14 r15 fs_base gs_base mode",
  ti_ppc64: "gpr nip msr ccr link ctr xer orig_gpr3 trap",
  ti_mips: `${Array.from({ length: 32 }, (_, i) => `r${i}`).join(" ")} cp0_status lo hi cp0_badvaddr cp0_cause cp0_epc`,
  ti_riscv64: "ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6 pc",
};

/**
 * Sorts the registers of a thread as gdb prints them; those that gdb has no place for stay in their order, at the end.
 *
 * @param info field with the registers, such as `thread_info`
 */
export function inOrder<Register extends { readonly name: string; readonly value: string }>(
  info: string,
  registers: readonly Register[],
): Register[] {
  const mode = registers.find(({ name }) => name === "mode")?.value ?? "NATIVE";
  const order = (ORDERS[info] ?? ORDERS[`${info} ${mode}`])?.split(" ");
  if (order === undefined) return [...registers];
  const rank = ({ name }: Register): number => {
    const found = order.indexOf(name.replace(/\[\d+\]$/, ""));
    return found === -1 ? order.length : found;
  };
  return registers.toSorted((a, b) => rank(a) - rank(b));
}
