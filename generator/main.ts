#!/usr/bin/env node
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { runGenerate } from "./commands/generate.ts";
import { formatProblems } from "./commands/report.ts";
import { packageFile } from "./model/package-root.ts";
import { SchemaError } from "./model/problem.ts";

const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string };

const program = new Command("critgen")
  .description("Compiles CRIU's image format into typed TypeScript readers and writers.")
  .version(version)
  .exitOverride()
  .showHelpAfterError("(`critgen --help` shows what there is)");

program
  .command("generate")
  .description("compile a schema into a package; nothing is written unless all of it compiles")
  .option("--schema <dir>", "folder with images.yaml and messages/", fileURLToPath(packageFile("schema")))
  .option("--out <dir>", "folder of the package", "generated")
  .option("--check", "write nothing; exit 1 where the folder is not what the schema says", false)
  .addHelpText("after", "\nExample:\n  critgen generate --schema schema --out generated\n")
  .action((options: { schema: string; out: string; check: boolean }) => {
    process.exitCode = runWith(options.schema, () => runGenerate(options));
  });

/** Runs a command; a schema that is wrong is told with its places. */
function runWith(schema: string, run: () => number): number {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    console.error(formatProblems(schema, error.problems));
    console.error(`${error.message}; nothing was written`);
    return 2;
  }
}

try {
  program.parse();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`critgen: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
