import process from "node:process";
import type { Command } from "commander";

const EXAMPLES = `
Examples:
  critgen info pstree.img                     what image it is, and its size
  critgen info --json checkpoint/core-12.img  for a program; crit's keys first

Exit code: 0 done; 1 the image is broken or ends too early: what could be read
is shown; 2 the file is no image, or cannot be read.
`;

export function defineInfo(program: Command): void {
  program
    .command("info")
    .summary("tell what an image file is")
    .description("Tells which image a file is, how it is framed, how many entries it has and what its bytes are.")
    .argument("<file>", "an image; the names of raw ones tell what they are")
    .option("--json", "as JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(path: string, { json }: { json: boolean }): Promise<void> {
  const { imageInfo } = await import("../inspect/info.ts");
  const info = imageInfo(path);
  if (json) {
    const { toJson } = await import("../inspect/explore/json.ts");
    console.log(toJson(info));
  } else {
    const { printInfo } = await import("../inspect/info/print.ts");
    for (const line of printInfo(info)) console.log(line);
  }
  if (info.problems.length > 0) process.exitCode = 1;
}
