import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen unpack web.tar.zst -o web       all files of an archive
  critgen unpack pre.tar -o pre && critgen info pre

Files get the permissions of new ones. Names that lead out of the folder, links
that do, devices and pipes are left out, and reported. The folder appears as a
whole, or not at all.

Exit code: 0 done; 1 something was left out; 2 the archive cannot be read, or
the folder is there.
`;

export function defineUnpack(program: Command): void {
  program
    .command("unpack")
    .summary("unpack a checkpoint into a folder, safely")
    .description("Writes the files of a checkpoint into a new folder: those of an archive, an OCI image or a stream.")
    .argument("<checkpoint>", "the archive")
    .requiredOption("-o, --out <dir>", "the new folder")
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
