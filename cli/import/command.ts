import { type Command, InvalidArgumentError } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen import ../criu                        the working tree of a clone
  critgen import ../criu --rev v4.2             a revision, not checked out
  critgen import ../criu --rev v4.3 --dry-run   the changes of v4.3, not made
  critgen import ../criu --rev v3.19 --schema v3.19
  critgen import criu-4.3 --date 2026-03-01     an unpacked release

The import keeps the text that the schema has. New rows and new format versions
are marked for review: CRIU's sources state neither the layout of an image nor
whether images of a version have heads. New messages and fields bring their
comments. If the tree is a release, the history is written too, with the
releases before it if the repository has tags. A release older than the
schema's is reported as a step back.

Exit code: 0 done, or nothing to do; 2 the folder is not a source tree of CRIU,
something in it is not understood, or the schema has problems. Then nothing is
written.
`;

export function defineImport(program: Command): void {
  program
    .command("import")
    .summary("update a schema to a release of CRIU")
    .description("Reads a source tree of CRIU, of any release since v1.0, and updates a schema to match it.")
    .argument("<dir>", "a source tree, or a git repository of it")
    .option("--rev <rev>", "revision of the repository (default: the files in the folder)")
    .option("--date <day>", "day of the release, such as 2026-03-01, if git does not know it", day)
    .option("--config <file>", "file with `schema:` (default: critgen.yaml, if there is one)")
    .option("--schema <dir>", "folder of the schema; may be new (default: that of critgen.yaml)")
    .option("--dry-run", "write nothing; show the changes", false)
    .option("--summary", "with --dry-run: show the number of changes, not each line", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}

function day(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;
  if (!isDay) throw new InvalidArgumentError("It is not a day; write one as 2026-03-01.");
  return text;
}
