import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen encode -i core-12.json -o core-12.img
  critgen decode -i files.img | sed s/old/new/ | critgen encode -o files.img

Takes plain and pretty JSON of critgen and of CRIU's crit, edited by hand or
not. An unknown field, or a value that does not fit its field, is an error with
its line and column.

Exit code: 0 done; 2 the JSON is not that of an image, or cannot be read.
`;

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
    .action(action(() => import("./run.ts")));
}
