import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { packageFile } from "../generator/model/package-root.ts";

const EXAMPLES = `
Examples:
  critgen import ../criu                        a checkout, as it stands
  critgen import ../criu --rev v4.2             a revision, not checked out
  critgen import ../criu --rev v4.3 --dry-run   what a release would change
  critgen import ../criu --rev v3.19 --schema v3.19

What stands in the schema stays as it is written. Rows of new images are marked
for review: what follows their magic is in no source tree.

Exit code: 0 done, or nothing to do; 2 it is no source tree of CRIU, something
in it is not understood, or the schema is wrong. Then nothing is written.
`;

interface Given {
  readonly rev?: string;
  readonly schema?: string;
  readonly dryRun: boolean;
}

export function defineImport(program: Command): void {
  program
    .command("import")
    .summary("bring a schema to a release of CRIU")
    .description("Reads a source tree of CRIU, of any release since v1.0, and brings a schema to it.")
    .argument("<dir>", "a source tree, or a git repository of it")
    .option("--rev <rev>", "a revision of the repository; without it the files as they stand in the folder")
    .option("--schema <dir>", "folder of the schema, which may be new (default: the built-in one)")
    .option("--dry-run", "write nothing; show what would change", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(dir: string, given: Given): Promise<void> {
  const { runImport } = await import("../generator/import/command.ts");
  const schema = given.schema ?? fileURLToPath(packageFile("schema"));
  const { rev, dryRun } = given;
  await runImport({ dir, schema, dryRun, ...(rev !== undefined && { rev }) });
}
