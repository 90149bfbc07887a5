import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
A magic is a place: 0x58313116 is 58 degrees 31 minutes north, 31 degrees 16
minutes east. A new image gets the place of a town that has no magic yet.

Examples:
  critgen magic 0x58313116               the row of a magic, and its town
  critgen magic PSTREE                   the same by the name of an image
  critgen magic Kiev                     the same by the name of a town
  critgen magic suggest Nizhny Novgorod  a free magic for a new row
  critgen magic suggest Orel, RU         if several towns share the name
  critgen magic suggest 60.5,32.1        at a coordinate, in degrees

Exit code: 0 done; 1 the number is in no row, the town has a magic already, or
no magic is free there; 2 the name or the town is unknown, or the schema has
problems.
`;

export function defineMagic(program: Command): void {
  program
    .command("magic")
    .usage("[options] <what>|suggest <town>")
    .summary("describe a magic, or propose one for a new image")
    .description("Describes a magic: its row, its town and the images that begin with it. Or proposes a free one.")
    .argument("<what>", "a magic, an image, a town; or the word suggest")
    .argument("[town...]", "with suggest, a town or a coordinate")
    .option("--schema <dir>", "folder of the schema (default: that of critgen.yaml, or the built-in one)")
    .option("--json", "print JSON on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
