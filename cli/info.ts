import process from "node:process";
import type { Command } from "commander";
import { type FormatOptions, formatOf, withFormat } from "./format-options.ts";

const DESCRIPTION =
  "Tells which image a file is, how it is framed, how many entries it has and what its bytes are; of a folder, which " +
  "images are in it, which files are not known and which are missing. " +
  "A terminal gets a table; a pipe, a file, and whoever asks with --json get JSON, as crit writes it: an object for each image.";

const EXAMPLES = `
Examples:
  critgen info pstree.img            what image it is, and its size
  critgen info files.img | jq .count for a program; crit's keys come first
  critgen info checkpoint/*.img      of several, one after the other
  critgen info checkpoint            what the folder of a checkpoint holds

Exit code: 0 done; 1 an image is broken or ends too early, or names a version of
the format that is not known: what could be read is shown; 2 a file is no image,
or cannot be read.
`;

export function defineInfo(program: Command): void {
  const command = program
    .command("info")
    .summary("tell what an image file is, or what a checkpoint holds")
    .description(DESCRIPTION)
    .argument(
      "<image...>",
      "images, or folders of them; the names of raw ones tell what they are; - for standard input",
    )
    .option("--json", "as JSON, on a terminal too", false);
  withFormat(command).addHelpText("after", EXAMPLES).action(run);
}

interface Given extends FormatOptions {
  readonly json: boolean;
}

async function run(inputs: readonly string[], { json, ...format }: Given): Promise<void> {
  const schema = await formatOf(format);
  if (schema === undefined) return;
  const { showInfo } = await import("../inspect/info/show.ts");
  process.exitCode = await showInfo(inputs, { json, schema });
}
