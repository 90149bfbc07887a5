import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
A text is found in names of files, in names and arguments of processes, in paths
of their memory, and in all fields of images, as a part of a value; upper and
lower case are the same. A number, also in hexadecimal, is found as a pid, as
the value of a field, and as an address in an area of memory.

The path of a field is that of \`critgen edit --set\`. Content of memory is not
searched: \`critgen memory CHECKPOINT PID find\` does that.

Examples:
  critgen find web.tar 10.88.0.4            an address in sockets and settings
  critgen find web.tar /var/log             who has files open there
  critgen find dump 0x7ffd3cbe3000          the area with this address
  critgen find dump 3438 --json | jq -r .file   for a program: JSON lines

Exit code: 0 something was found; 1 nothing; 2 the checkpoint, or a part of it,
cannot be read.
`;

export function defineFind(program: Command): void {
  const command = program
    .command("find")
    .summary("search a checkpoint for a text, a number or an address")
    .description("Searches files, processes and all fields of the images of a checkpoint.")
    .argument("<checkpoint>", "a folder or an archive")
    .argument("<text>", "part of a name, a path or a value; a number; an address")
    .option("--json", "print a line of JSON for each place on standard output", false)
    .option("--count", "print only the number of places", false);
  withParents(withFormat(command))
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
