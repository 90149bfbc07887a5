import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const DESCRIPTION =
  "Describes image files: type, framing, number of entries and sizes. " +
  "Lists the images of a folder, its unknown files and its missing ones. " +
  "Prints a table on a terminal; into a pipe or a file, or with --json, prints JSON as crit does: an object for each image.";

const EXAMPLES = `
Examples:
  critgen info pstree.img             the type of an image, and its size
  critgen info files.img | jq .count  for a program; crit's keys come first
  critgen info checkpoint/*.img       several images, one after the other
  critgen info checkpoint             all files of a checkpoint

Exit code: 0 done; 1 an image is broken or truncated, or names an unknown
version of the format (the readable part is shown); 2 a file is not an image, or
cannot be read.
`;

export function defineInfo(program: Command): void {
  const command = program
    .command("info")
    .summary("describe image files, or the files of a checkpoint")
    .description(DESCRIPTION)
    .argument("<image...>", "images, or folders of them; raw images are known by their names; - for standard input")
    .option("--json", "print JSON, on a terminal too", false);
  withFormat(command)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
