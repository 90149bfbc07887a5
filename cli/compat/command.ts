import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
A release silently skips an image, a field or a value of an enum that it does
not know. A version of the format, an image or a field that no known release
has is reported as newer than the schema; then no release can be named.

Examples:
  critgen compat checkpoint              oldest release, losses in older ones
  critgen compat checkpoint --criu 3.19  losses of a restore by this release
  critgen compat --json pagemap-12.img   for a program

Exit code: 0 done; 1 the release of --criu would miss something, or no known
release understands everything; 2 there is no image, an image is broken, or a
link, pipe or device has the name of an image (the readable part is reported).
`;

export function defineCompat(program: Command): void {
  const command = program
    .command("compat")
    .summary("tell which releases of CRIU understand images")
    .description("Reports the oldest release of CRIU that understands images completely, and what older ones miss.")
    .argument("<path>", "an image, the folder of a checkpoint, or - for standard input")
    .option("--criu <release>", "report only what this release would miss; for example 4.1")
    .option("--all", "list everything that each release misses, not the first 20", false)
    .option("--json", "print JSON on standard output", false);
  withFormat(command)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
