import { type Command, InvalidArgumentError } from "commander";

const EXAMPLES = `
Examples:
  critgen import ../criu                        a checkout, as it stands
  critgen import ../criu --rev v4.2             a revision, not checked out
  critgen import ../criu --rev v4.3 --dry-run   what a release would change
  critgen import ../criu --rev v3.19 --schema v3.19
  critgen import criu-4.3 --date 2026-03-01     a release that was unpacked

What stands in the schema stays as it is written. Rows of new images are marked
for review: what follows their magic is in no source tree, nor is whether images
of a new format version have heads. The comments of what is new come along. Of a
release the history is written too: with those before it, if the repository has
tags. An older release than the schema's is a step back, and is called that.

Exit code: 0 done, or nothing to do; 2 it is no source tree of CRIU, something
in it is not understood, or the schema is wrong. Then nothing is written.
`;

interface Given {
  readonly rev?: string;
  readonly date?: string;
  readonly config?: string;
  readonly schema?: string;
  readonly dryRun: boolean;
  readonly summary: boolean;
}

export function defineImport(program: Command): void {
  program
    .command("import")
    .summary("bring a schema to a release of CRIU")
    .description("Reads a source tree of CRIU, of any release since v1.0, and brings a schema to it.")
    .argument("<dir>", "a source tree, or a git repository of it")
    .option("--rev <rev>", "a revision of the repository; without it the files as they stand in the folder")
    .option("--date <day>", "the day of a release, as 2026-03-01, where git does not tell it", day)
    .option("--config <file>", "what says `schema:` (default: critgen.yaml, if there is one)")
    .option("--schema <dir>", "folder of the schema, which may be new (default: that of critgen.yaml)")
    .option("--dry-run", "write nothing; show what would change", false)
    .option("--summary", "with --dry-run: show how much would change, not each line", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

function day(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;
  if (!isDay) throw new InvalidArgumentError("It is no day, as 2026-03-01.");
  return text;
}

const NO_SCHEMA =
  "error: which schema? Critgen's own is not for changing: say --schema <dir>, or `schema:` in critgen.yaml";

async function run(dir: string, given: Given, command: Command): Promise<void> {
  const { rev, date, config, schema, dryRun, summary } = given;
  const { reportingProblems } = await import("../generator/commands/problems.ts");
  await reportingProblems({ config, schema }, async (project) => {
    const { BUILT_IN_SCHEMA } = await import("../generator/model/package-root.ts");
    // An installed critgen keeps its schema among its own files.
    if (!dryRun && schema === undefined && project.schema === BUILT_IN_SCHEMA) command.error(NO_SCHEMA);
    const { runImport } = await import("../generator/import/command.ts");
    const more = { ...(rev !== undefined && { rev }), ...(date !== undefined && { date }) };
    await runImport({ dir, schema: project.schema, dryRun, isSummary: summary, ...more });
  });
}
