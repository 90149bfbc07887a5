import process from "node:process";
import type { Command } from "commander";
import type { Given as GivenProject } from "../generator/config/load.ts";
import { commaList } from "./comma-list.ts";

const EXAMPLES = `
Sizes are those of a program that reads an image, or writes it, and does nothing
else, bundled and minified by esbuild, which the project must have installed.
\`all\` is all that the package's index has. The budget of critgen.yaml is for
reading, gzipped.

Examples:
  critgen size                       what critgen.yaml says
  critgen size --images 'IPCNS_*'
  critgen size --json | jq '.[] | select(.isOver)'

Exit code: 0 within the budget; 1 something is larger; 2 could not run.
`;

interface Given extends GivenProject {
  readonly json: boolean;
}

export function defineSize(program: Command): void {
  program
    .command("size")
    .summary("tell what each image costs a program")
    .description("Measures what a program needs to read and to write each image, and holds it against the budget.")
    .option("--config <file>", "what to measure (default: critgen.yaml, if there is one)")
    .option("--images <images>", "images, by names or patterns, with commas between (default: all)", commaList)
    .option("--schema <dir>", "folder with images.yaml and messages/ (default: the built-in one)")
    .option("--json", "as JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(given: Given): Promise<void> {
  const { reportingProblems } = await import("../generator/commands/problems.ts");
  await reportingProblems({ ...given, json: false }, async (project) => {
    const { runSize } = await import("../generator/size/run.ts");
    process.exitCode = await runSize(project, given.json);
  });
}
