import process from "node:process";
import type { Command } from "commander";
import { type FormatOptions, formatOf, withFormat } from "./options/format.ts";
import { oneInput } from "./options/one-input.ts";
import { printableLines } from "./terminal/printable.ts";

const EXAMPLES = `
Examples:
  critgen encode -i core-12.json -o core-12.img
  critgen decode -i files.img | sed s/old/new/ | critgen encode -o files.img

Takes plain and pretty JSON of critgen and of CRIU's crit, edited by hand or
not. An unknown field, or a value that does not fit its field, is an error with
its line and column.

Exit code: 0 done; 2 the JSON is not that of an image, or cannot be read.
`;

interface Given extends FormatOptions {
  readonly in?: string;
  readonly out?: string;
}

export function defineEncode(program: Command): void {
  const command = program
    .command("encode")
    .summary("turn JSON back into an image")
    .description("Turns JSON back into an image, as CRIU's crit does.")
    .argument("[json]", "the JSON (default: standard input); the same as --in")
    .option("-i, --in <json>", "the JSON")
    .option("-o, --out <file>", "file for the image (default: standard output)");
  withFormat(command)
    .addHelpText("after", EXAMPLES)
    .action((json: string | undefined, given: Given) => run(oneInput(json, given.in), given));
}

function warn(warning: string): void {
  console.error(`critgen: ${printableLines(warning)}`);
}

async function run(input: string | undefined, { out: output, ...format }: Given): Promise<void> {
  if (output === undefined && process.stdout.isTTY) {
    throw new Error("an image is not text for a terminal: specify a file with -o FILE, or pipe it");
  }
  const schema = await formatOf(format);
  if (schema === undefined) return;
  const { encode } = await import("../inspect/convert/encode.ts");
  try {
    await encode({ input, output, schema, warn: (warning) => warn(`${input ?? "standard input"}: ${warning}`) });
  } catch (problem) {
    const { explainJson } = await import("../inspect/convert/explain.ts");
    throw explainJson(input, problem);
  }
}
