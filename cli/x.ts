import process from "node:process";
import type { Command } from "commander";
import type { Answer, What } from "../inspect/explore/explore.ts";
import { type FormatOptions, formatOf, withFormat } from "./format-options.ts";

const EXAMPLES = `
What to show:
  ps    the processes as a tree
  fds   the open files of each, its working directory and its root; also: fd
  mems  the areas of memory of each; also: mem
  rss   the pages of each that are in the images, and their areas
  sk    the sockets of each

Only regular files in a folder are read: no links, pipes or devices.

Examples:
  critgen x checkpoint ps           of the checkpoint in this folder
  critgen x checkpoint mems --json  for a program; addresses are hex strings
  critgen x checkpoints/* sk        of several, one after the other

Exit code: 0 done; 1 the inventory names a version of the format that is not
known, so what is shown may be wrong; 2 a folder is no checkpoint, or an image
is broken.
`;

export function defineX(program: Command): void {
  const command = program
    .command("x")
    .usage("[options] <dir...> ps|fds|fd|mems|mem|rss|sk")
    .summary("explore the folder of a checkpoint")
    .description("Shows what a checkpoint holds. Text is as crit's; names that would drive a terminal are escaped.")
    .argument("<dir...>", "folders of checkpoints, and last what to show")
    .option("--json", "as JSON on standard output", false);
  withFormat(command).addHelpText("after", EXAMPLES);
  command.action((words: string[], given: Given) => run(command, words, given));
}

interface Given extends FormatOptions {
  readonly json: boolean;
}

async function run(command: Command, words: readonly string[], { json, ...format }: Given): Promise<void> {
  const { whatOf } = await import("../inspect/explore/explore.ts");
  const dirs = words.slice(0, -1);
  const what: What | undefined = whatOf(words.at(-1));
  if (what === undefined) {
    command.error(`error: what to show comes last: ps, fds, mems, rss or sk; found \`${words.at(-1)}\``);
  }
  if (dirs.length === 0) command.error(`error: show ${what} of what? Folders come first: critgen x <dir> ${what}`);
  const isGiven = format.schema !== undefined || format.config !== undefined;
  const schema = isGiven ? await formatOf(format) : undefined;
  if (isGiven && schema === undefined) return;
  const { answers } = await import("../inspect/explore/parallel.ts");
  const questions = dirs.map((dir) => ({ dir, what, json, oneOfMany: dirs.length > 1, schema }));
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
      for (const note of answer.notes) console.error(`critgen: ${printable(note)}`);
      if (answer.notes.length > 0) process.exitCode ??= 1;
      process.stdout.write(bytesOf(`${written++ === 0 ? open : between}${answer.text}`));
    }
  }
  if (written > 0) process.stdout.write(close);
  else if (asList) console.log("[]");
}
