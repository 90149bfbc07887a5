import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Listings:
  ps    the processes as a tree
  fds   the open files, working directory and root of each process; or fd
  mems  the memory areas of each process; or mem
  rss   the pages in the images of each process, and their areas
  sk    the sockets of each process

Only regular files in a folder are read: no links, pipes or devices.

Examples:
  critgen x checkpoint ps           the processes of one checkpoint
  critgen x checkpoint mems --json  for a program; addresses are hex strings
  critgen x checkpoints/* sk        several checkpoints, one after the other

Exit code: 0 done; 1 the inventory names an unknown version of the format, so
the output may be wrong; 2 a folder is not a checkpoint, or an image is broken.
`;

export function defineX(program: Command): void {
  const command = program
    .command("x")
    .usage("[options] <dir...> ps|fds|fd|mems|mem|rss|sk")
    .summary("explore the folder of a checkpoint")
    .description("Shows what a checkpoint holds, as `crit x` does. Control characters in names are escaped.")
    .argument("<dir...>", "folders of checkpoints, and last the listing")
    .option("--json", "print JSON on standard output", false);
  withFormat(command).addHelpText("after", EXAMPLES);
  command.action(action(() => import("./run.ts")));
}
