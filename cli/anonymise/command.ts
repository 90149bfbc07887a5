import type { Command } from "commander";
import { commaList } from "../options/comma-list.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Paths, names, addresses, ports and ids become pseudonyms: equal ones stay equal.
Memory, registers, data and keys become zeros. Logs, nested archives and unknown
files are left out. docs/anonymise.md tells what the result still shows.

Examples:
  critgen anonymise web.tar.zst -o web-public.tar.zst
  critgen anonymise checkpoint -o public --json
  critgen anonymise web.tar -o public.tar --keep memory,payload
  critgen anonymise first.tar -o a.tar --key key
  critgen anonymise second.tar -o b.tar --key key

With the same key, equal originals have equal pseudonyms in several checkpoints.
A person with the key can try out guesses: keep it secret, or throw it away.

Exit code: 0 done; 1 an image or a file of metadata cannot be read, and is left
out; 2 the checkpoint cannot be read, or the result not written.
`;

export function defineAnonymise(program: Command): void {
  const command = program
    .command("anonymise")
    .summary("replace all that is private in a checkpoint")
    .description("Writes a copy of a checkpoint, with its structure and without private content.")
    .argument("<checkpoint>", "a folder or an archive")
    .requiredOption("-o, --out <path>", "the new folder, or the new archive")
    .option("--keep <classes>", "classes of content that stay as they are, with commas between", commaList)
    .option("--key <file>", "a file with at least 16 random bytes, or their hexadecimal digits")
    .option("--json", "print the report as JSON", false);
  withParents(command).addHelpText("after", EXAMPLES);
  command.action(action(() => import("./run.ts")));
}
