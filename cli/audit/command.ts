import { type Command, Option } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
TREE is the source of CRIU, of its Python tool (pycriu), or of go-criu: the
audit reports the differences between it and the table.

Examples:
  critgen audit                                  the registry and its extensions
  critgen audit --schema my --github             in a workflow, on pull requests
  critgen audit --against ../criu --against ../go-criu
  critgen audit --against ../criu --summary      number of findings by rule
  critgen audit --sarif > audit.sarif            for code scanning
  critgen audit --html registry.html             a page with a map of the towns
  critgen audit --badge registry.svg             a badge for a README
  critgen audit --explain near-magics
  critgen audit --schema my --fix --dry-run      what --fix would change

Exit code: 0 nothing to do; 1 an error or a warning that the table does not
accept; 2 the audit could not run, or the schema cannot be read.
`;

const FORMATS = ["summary", "json", "sarif", "junit", "github"] as const;

const FORMAT_HELP: Readonly<Record<(typeof FORMATS)[number], string>> = {
  summary: "print only the number of findings of each rule",
  json: "print JSON on standard output",
  sarif: "print SARIF 2.1.0 on standard output",
  junit: "print JUnit XML on standard output",
  github: "print annotations of a GitHub workflow",
};

const AGAINST = new Option("--against <tree>", "compare with a project's source; repeatable")
  .default([], "none")
  .argParser((word, all: readonly string[]) => [...all, word]);

export function defineAudit(program: Command): void {
  const command = program
    .command("audit")
    .summary("check the registry of magics and images")
    .description("Checks a schema by the rules of the registry: magics, towns, files, layouts, names, history.")
    .option("--config <file>", "config with `schema` and `extend` (default: critgen.yaml, if there is one)")
    .option("--schema <dir>", "folder of the schema (default: that of critgen.yaml, or the built-in one)")
    .addOption(AGAINST)
    .option("--accepted", "show the accepted findings too, with their reasons", false)
    .option("--fix", "change what has one right answer, and show the difference; then audit again", false)
    .option("--dry-run", "with --fix: write nothing", false)
    .option("--html <file>", "write a page with the registry and a map of it")
    .option("--badge <file>", "write a badge in SVG: the number of images, or of open findings")
    .option("--explain [rule]", "explain a rule, or list all rules");
  for (const format of FORMATS) {
    const others = FORMATS.filter((other) => other !== format);
    command.addOption(new Option(`--${format}`, FORMAT_HELP[format]).default(false).conflicts(others));
  }
  command.addHelpText("after", EXAMPLES).action(action(() => import("./run.ts")));
}
