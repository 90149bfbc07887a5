import type { Command } from "commander";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
A size is that of a program that only reads, or only writes, an image, bundled
and minified by esbuild. The project must have esbuild installed. \`all\` is a
program that imports every image. The budget of critgen.yaml limits the gzipped
size of the reading program. Packages of other languages are not measured.

Examples:
  critgen size                       as critgen.yaml specifies
  critgen size --images 'IPCNS_*'
  critgen size --json | jq '.[] | select(.isOver)'

Exit code: 0 within the budget; 1 a program is larger; 2 the sizes could not be
measured.
`;

export function defineSize(program: Command): void {
  program
    .command("size")
    .summary("measure the code that each image costs a program")
    .description("Measures the code that a program needs to read and to write each image, and checks the budget.")
    .option("--config <file>", "file with the settings (default: critgen.yaml, if there is one)")
    .option("--images <images>", "images, by names or patterns, with commas between (default: all)", commaList)
    .option("--schema <dir>", "folder with images.yaml and messages/ (default: the built-in one)")
    .option("--json", "print JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
