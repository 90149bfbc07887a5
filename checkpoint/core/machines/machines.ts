import { CHOSEN } from "criu-images/relations";
import type { Entry } from "../../memory/conditions.ts";
import { CoreError } from "../error.ts";
import { AARCH64 } from "./aarch64.ts";
import { ARM } from "./arm.ts";
import { at } from "./fill.ts";
import { LOONGARCH64 } from "./loongarch64.ts";
import type { Machine } from "./machine.ts";
import { MIPS } from "./mips.ts";
import { PPC64 } from "./ppc64.ts";
import { RISCV64 } from "./riscv64.ts";
import { S390 } from "./s390.ts";
import { I386, X86_64 } from "./x86.ts";

const MACHINES: readonly Machine[] = [I386, X86_64, ARM, AARCH64, PPC64, S390, MIPS, LOONGARCH64, RISCV64];

/** A thread's registers, and their architecture. */
export interface Registers {
  readonly machine: Machine;
  /** The message with the registers. */
  readonly info: Entry;
}

/**
 * Finds the registers of a thread: the relation of `mtype` names their field.
 *
 * @param file name of the image, for errors
 * @throws {CoreError} `no-registers`
 */
export function registersOf(core: Entry, file: string): Registers {
  const mtype = core["mtype"] as number;
  const field = CHOSEN["core_entry.mtype"]?.[mtype]?.field;
  if (field === undefined) throw new CoreError("no-registers", `${file}: mtype ${mtype} is no architecture`);
  const info = core[field] as Entry | undefined;
  if (info === undefined) {
    throw new CoreError("no-registers", `${file}: mtype ${mtype} requires ${field}, which is absent`);
  }
  const machine = MACHINES.find((one) => one.info === field && fits(one, info));
  if (machine === undefined) throw new CoreError("no-registers", `${file}: cores of ${field} are not supported`);
  return { machine, info };
}

function fits({ where }: Machine, info: Entry): boolean {
  return where === undefined || at(info, where[0]) === where[1];
}
