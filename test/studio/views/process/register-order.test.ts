import { expect, test } from "vitest";
import { inOrder } from "../../../../studio/views/process/register-order.ts";

const named = (names: string, mode?: string): { name: string; value: string }[] => [
  ...names.split(" ").map((name) => ({ name, value: "0x0" })),
  ...(mode === undefined ? [] : [{ name: "mode", value: mode }]),
];
const sorted = (info: string, names: string, mode?: string): string =>
  inOrder(info, named(names, mode))
    .map(({ name }) => name)
    .join(" ");

test("registers are in the order of gdb", () => {
  expect(sorted("thread_info", "r15 bp bx r8 ax cx dx orig_ax ip sp", "NATIVE")).toBe(
    "ax bx cx dx bp sp r8 r15 ip orig_ax mode",
  );
  expect(sorted("thread_info", "r15 bp bx ax cx dx ip sp", "COMPAT")).toBe("ax cx dx bx sp bp ip r15 mode");
  expect(sorted("ti_riscv64", "pc ra sp")).toBe("ra sp pc");
  expect(sorted("ti_ppc64", "gpr[0] gpr[1] nip msr orig_gpr3 ctr link")).toBe(
    "gpr[0] gpr[1] nip msr link ctr orig_gpr3",
  );
});

test("unknown registers, and those of other machines, stay in their order", () => {
  expect(sorted("thread_info", "zz ip yy ax")).toBe("ax ip zz yy");
  expect(sorted("ti_aarch64", "regs[0] sp pc pstate")).toBe("regs[0] sp pc pstate");
});
