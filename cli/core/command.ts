import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen core dump 12 -o core && gdb /usr/bin/python3 core
  critgen core pod.tar.zst -o core        the only process of a checkpoint
  critgen core dump 12 | zstd > core.zst

The core has the memory of the process and the registers of all threads. Files
that it maps are not in it: give the debugger the same executable and libraries
(gdb: \`set sysroot DIR\` for those of a container).

Exit code: 0 done; 1 the core lacks pages that are not in the checkpoint; 2 it
cannot be made.
`;

export function defineCore(program: Command): void {
  const command = program
    .command("core")
    .summary("write a core of a process, for gdb or lldb")
    .description("Writes an ELF core of a process, for debuggers on any machine.")
    .argument("<checkpoint>", "a folder or an archive")
    .argument("[pid]", "the process; it can be left out if there is only one")
    .option("-o, --out <file>", "file for the core (default: standard output)");
  withParents(withFormat(command))
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
