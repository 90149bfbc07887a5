#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { type GenerateOptions, runGenerate } from "./commands/generate.ts";
import { formatProblems, problemsToJson } from "./commands/report.ts";
import { terminalOf } from "./commands/terminal.ts";
import { runWatch } from "./commands/watch.ts";
import { packageFile } from "./model/package-root.ts";
import { SchemaError } from "./model/problem.ts";

const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string };

const program = new Command("critgen")
  .description("Compiles CRIU's image format into typed TypeScript readers and writers.")
  .version(version)
  .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 80, 100) })
  .exitOverride()
  .showHelpAfterError("`critgen --help` shows what there is.");

const GENERATE_HELP = `
Examples:
  critgen generate                         the built-in schema into generated/
  critgen generate --schema my --out pkg   another schema into another folder
  critgen generate --check                 in CI: is the package up to date?
  critgen generate --watch                 while editing the schema

Exit code: 0 done, or nothing to do; 1 --check or --diff found differences;
2 the schema is wrong, or the package cannot be written.
`;

program
  .command("generate")
  .summary("compile a schema into a package")
  .description("Compiles a schema into a package. Nothing is written unless all of it compiles.")
  .option("--schema <dir>", "folder with images.yaml and messages/ (default: the built-in one)")
  .option("--out <dir>", "folder of the package", "generated")
  .option("--check", "write nothing; exit 1 where the package is not what the schema says", false)
  .option("--diff", "write nothing; show what would change", false)
  .option("--watch", "go on, and do it again whenever the schema changes", false)
  .option("--force", "replace files that were edited by hand or are in the way", false)
  .option("--json", "problems of the schema as JSON on standard output", false)
  .addHelpText("after", GENERATE_HELP)
  .action(async (given: Partial<GenerateOptions> & { out: string; watch: boolean; json: boolean }) => {
    const schema = given.schema ?? fileURLToPath(packageFile("schema"));
    const options = { check: false, diff: false, force: false, ...given, schema };
    const report = (error: SchemaError): void => reportProblems(schema, error, given.json);
    if (given.watch) await runWatch(options, report);
    else process.exitCode = attempt(() => runGenerate(options), report);
  });

/** Runs a command; what is wrong with the schema is reported. */
function attempt(run: () => number, report: (error: SchemaError) => void): number {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    report(error);
    return 2;
  }
}

function reportProblems(schema: string, { problems, message }: SchemaError, json: boolean): void {
  if (json) {
    console.log(problemsToJson(problems));
    return;
  }
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(join(schema, file), "utf8");
    } catch {
      return undefined;
    }
  };
  console.error(formatProblems(relative("", schema) || ".", problems, read, terminalOf(process.stderr)));
  console.error(`\n${message}; nothing was written`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`critgen: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
