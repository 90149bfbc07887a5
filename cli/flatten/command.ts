import { type Command, Option } from "commander";
import { withFormat } from "../options/format.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen flatten dumps/3 -o whole                     a folder of its own
  critgen flatten last.tar --parent first.tar -o whole.tar
  critgen flatten dumps/3 -o whole.tar.gz

Pages of parents are copied, and the link to the parent is left out. Pages that
are sent later (lazy) stay so. The result appears as a whole, or not at all.

Exit code: 0 done; 2 a page or a parent is not here, or the checkpoint cannot be
read or written.
`;

export function defineFlatten(program: Command): void {
  const command = program
    .command("flatten")
    .summary("make an incremental dump independent of its parents")
    .description("Writes a checkpoint with all pages that its parents have.")
    .argument("<checkpoint>", "a folder or an archive")
    .requiredOption("-o, --out <path>", "the new folder, or the new archive")
    .addOption(
      new Option("--form <form>", "form of the result; by default that of the name, or a folder").choices([
        ...["folder", "tar", "tar.gz", "tar.zst"],
      ]),
    );
  withFormat(withParents(command))
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
