import process from "node:process";
import type { Command } from "commander";

const DESCRIPTION =
  "Tells which image a file is, how it is framed, how many entries it has and what its bytes are. " +
  "A terminal gets a table; a pipe, a file, and whoever asks with --json get JSON, as crit writes it: an object for each image.";

const EXAMPLES = `
Examples:
  critgen info pstree.img            what image it is, and its size
  critgen info files.img | jq .count for a program; crit's keys come first
  critgen info checkpoint/*.img      of several, one after the other

Exit code: 0 done; 1 an image is broken or ends too early: what could be read
is shown; 2 a file is no image, or cannot be read.
`;

export function defineInfo(program: Command): void {
  program
    .command("info")
    .summary("tell what an image file is")
    .description(DESCRIPTION)
    .argument("<image...>", "the images; the names of raw ones tell what they are; - for standard input")
    .option("--json", "as JSON, on a terminal too", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(inputs: readonly string[], { json }: { json: boolean }): Promise<void> {
  const { showInfo } = await import("../inspect/info/show.ts");
  process.exitCode = await showInfo(inputs, json);
}
