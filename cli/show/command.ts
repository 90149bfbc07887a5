import type { Command } from "commander";
import { TOLERATE } from "../decode/command.ts";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen show checkpoint.tar.zst             container, processes and sizes
  critgen show checkpoint.tar.zst --json      the same for a program
  critgen show files.img | less               an image
  critgen show pod.tar                        each container of a pod
  critgen show pod.tar:web.tar db.tar         several checkpoints
  critgen show web.tar:checkpoint/files.img   an image in an archive
  critgen show tcp-stream-1a.img --nopl       without the bytes of the queues

In PATH:NAME, the name is that of a file, a folder or an archive in the archive
PATH. An archive of a pod has a checkpoint for each container.

Exit code: 0 done; 1 --tolerate skipped something wrong and reported it on
standard error; 2 the image is broken, or cannot be read.
`;

export function defineShow(program: Command): void {
  const command = program
    .command("show")
    .summary("print a checkpoint or an image for a person to read")
    .description(
      "Summarizes a checkpoint, a folder or an archive of any engine; prints an image as pretty JSON with names for people, like decode --names.",
    )
    .argument("<checkpoint...>", "checkpoints, or an image; - for an image on standard input")
    .option("--json", "print the summary of a checkpoint as JSON", false)
    .option("--nopl", "replace the extra of an entry by its size", false)
    .option("--tolerate", TOLERATE, false);
  withFormat(command)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
