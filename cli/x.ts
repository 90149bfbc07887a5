import process from "node:process";
import type { Command } from "commander";
import type { Answer } from "../inspect/explore/explore.ts";

const EXAMPLES = `
What to show:
  ps    the processes as a tree
  fds   the open files of each, its working directory and its root
  mems  the areas of memory of each
  rss   the pages of each that are in the images, and their areas
  sk    the sockets of each

Examples:
  critgen x checkpoint ps           of the checkpoint in this folder
  critgen x checkpoint mems --json  for a program; addresses are hex strings
  critgen x checkpoints/* sk        of several, one after the other

Exit code: 0 done; 2 a folder is no checkpoint, or an image is broken.
`;

export function defineX(program: Command): void {
  const command = program
    .command("x")
    .usage("[options] <dir...> ps|fds|mems|rss|sk")
    .summary("explore the folder of a checkpoint")
    .description("Shows what a checkpoint holds. Text is as crit's; names that would drive a terminal are escaped.")
    .argument("<dir...>", "folders of checkpoints, and last what to show")
    .option("--json", "as JSON on standard output", false)
    .addHelpText("after", EXAMPLES);
  command.action((words: string[], { json }: { json: boolean }) => run(command, words, json));
}

async function run(command: Command, words: readonly string[], json: boolean): Promise<void> {
  const { isWhat } = await import("../inspect/explore/explore.ts");
  const [dirs, what] = [words.slice(0, -1), words.at(-1)];
  if (!isWhat(what)) command.error(`error: what to show comes last: ps, fds, mems, rss or sk; found \`${what}\``);
  if (dirs.length === 0) command.error(`error: show ${what} of what? Folders come first: critgen x <dir> ${what}`);
  const { answers } = await import("../inspect/explore/parallel.ts");
  const questions = dirs.map((dir) => ({ dir, what, json, oneOfMany: dirs.length > 1 }));
  await write(answers(questions), json && dirs.length > 1);
}

/** Writes what was found; what was not is told on standard error, and the others are shown all the same. */
async function write(answers: AsyncIterable<Answer>, asList: boolean): Promise<void> {
  const { bytesOf, printable } = await import("../inspect/explore/text.ts");
  const [open, between, close] = asList ? ["[\n    ", ",\n    ", "\n]\n"] : ["", "\n\n", "\n"];
  let written = 0;
  for await (const answer of answers) {
    if ("error" in answer) {
      console.error(`critgen: ${printable(answer.error)}`);
      process.exitCode = 2;
    } else {
      process.stdout.write(bytesOf(`${written++ === 0 ? open : between}${answer.text}`));
    }
  }
  if (written > 0) process.stdout.write(close);
  else if (asList) console.log("[]");
}
