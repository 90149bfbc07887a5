import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import type { GenerateOptions } from "../generator/commands/generate.ts";
import { packageFile } from "../generator/model/package-root.ts";

const EXAMPLES = `
Examples:
  critgen generate                             the built-in schema
  critgen generate --schema my --out pkg       another schema, another folder
  critgen generate --check                     in CI: is it up to date?
  critgen generate --watch                     while editing the schema
  critgen generate --templates my --out made   other languages

Exit code: 0 done, or nothing to do; 1 --check or --diff found differences;
2 the schema is wrong, or the package cannot be written.
`;

interface Given extends Partial<GenerateOptions> {
  readonly out: string;
  readonly watch: boolean;
  readonly json: boolean;
}

export function defineGenerate(program: Command): void {
  program
    .command("generate")
    .summary("compile a schema into a package")
    .description(
      "Compiles a schema into a package, or renders templates with it. Nothing is written unless all of it can be.",
    )
    .option("--schema <dir>", "folder with images.yaml and messages/ (default: the built-in one)")
    .option("--out <dir>", "folder of the package", "generated")
    .option("--templates <dir>", "render the templates of a folder instead, each *.hbs to a file without .hbs")
    .option("--check", "write nothing; exit 1 where the package is not what the schema says", false)
    .option("--diff", "write nothing; show what would change", false)
    .option("--watch", "go on, and do it again whenever the schema changes", false)
    .option("--force", "replace files that were edited by hand or are in the way", false)
    .option("--json", "problems of the schema as JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(given: Given, command: Command): Promise<void> {
  if (given.templates !== undefined && command.getOptionValueSource("out") === "default") {
    command.error("error: where to? --templates needs --out <dir>");
  }
  const schema = given.schema ?? fileURLToPath(packageFile("schema"));
  const options = { check: false, diff: false, force: false, ...given, schema };
  const { SchemaError } = await import("../generator/model/problem.ts");
  try {
    if (given.watch) {
      const { runWatch } = await import("../generator/commands/watch.ts");
      const { schemaReporter } = await import("../generator/commands/schema-error.ts");
      await runWatch(options, schemaReporter(schema, given.json, "nothing was written"));
    } else {
      const { runGenerate } = await import("../generator/commands/generate.ts");
      process.exitCode = await runGenerate(options);
    }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const { schemaReporter } = await import("../generator/commands/schema-error.ts");
    schemaReporter(schema, given.json, "nothing was written")(error);
    process.exitCode = 2;
  }
}
