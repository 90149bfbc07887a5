import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
The page is served to this machine alone, at an address with a secret, and reads
the parts of the checkpoints that it shows. It makes no other request. More
checkpoints can be opened or dropped in the page.

Examples:
  critgen studio                        a page that asks for a checkpoint
  critgen studio web.tar.zst            an archive
  critgen studio before after           two folders
  critgen studio --no-open web.tar.zst  print the address only

Exit code: 0 Ctrl-C ended it; 2 a checkpoint cannot be read, or the port is
taken.
`;

export function defineStudio(program: Command): void {
  program
    .command("studio")
    .summary("look into checkpoints in a browser")
    .description("Serves a page that shows checkpoints: processes, files, images byte by byte, findings.")
    .argument("[checkpoint...]", "folders or archives")
    .option("--port <port>", "port on 127.0.0.1 (default: a free one)")
    .option("--no-open", "do not open a browser")
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
