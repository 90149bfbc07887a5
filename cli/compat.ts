import process from "node:process";
import type { Command } from "commander";
import { type FormatOptions, formatOf, withFormat } from "./format-options.ts";

const EXAMPLES = `
What a release does not know it passes over, silently: an image, a field, a
value of an enum. What no known release has is told as newer than the schema:
a version of the format, an image, a field; then no release can be named.

Examples:
  critgen compat checkpoint             which release, and what older ones miss
  critgen compat checkpoint --criu 3.19 what would be lost by restoring there
  critgen compat --json pagemap-12.img  for a program

Exit code: 0 done; 1 the release that --criu names would miss something, or no
release that is known understands all; 2 an image is broken: what could be read
is told; or there is none.
`;

interface Given extends FormatOptions {
  readonly criu?: string;
  readonly all: boolean;
  readonly json: boolean;
}

export function defineCompat(program: Command): void {
  const command = program
    .command("compat")
    .summary("tell which releases of CRIU understand images")
    .description("Tells the oldest release of CRIU that understands all that images carry, and what older ones miss.")
    .argument("<path>", "an image, the folder of a checkpoint, or - for standard input")
    .option("--criu <release>", "what this release would miss, such as 4.1")
    .option("--all", "all things of each release, not the first 20", false)
    .option("--json", "as JSON on standard output", false);
  withFormat(command).addHelpText("after", EXAMPLES).action(run);
}

async function run(path: string, { criu, all, json, ...format }: Given): Promise<void> {
  const schema = await formatOf(format);
  if (schema === undefined) return;
  const { compatOf } = await import("../inspect/compat/compat.ts");
  const { printable } = await import("../inspect/explore/text.ts");
  const compat = await compatOf(schema, path, criu);
  for (const problem of compat.problems) console.error(`critgen: ${printable(problem)}`);
  if (json) {
    const { compatToJson } = await import("../inspect/compat/json.ts");
    console.log(compatToJson(compat));
  } else {
    const { printCompat } = await import("../inspect/compat/print.ts");
    for (const line of printCompat(compat, all ? Number.POSITIVE_INFINITY : undefined)) console.log(line);
  }
  if (compat.problems.length > 0) process.exitCode = 2;
  else if (criu === undefined ? compat.oldest === undefined : compat.missed.length > 0) process.exitCode = 1;
}
