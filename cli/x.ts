import process from "node:process";
import type { Command } from "commander";
import type { Answer, What } from "../inspect/explore/explore.ts";
import { type FormatOptions, formatOf, withFormat } from "./options/format.ts";

const EXAMPLES = `
Views:
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
    .argument("<dir...>", "folders of checkpoints, and last the view")
    .option("--json", "print JSON on standard output", false);
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
    command.error(`error: the last word must be ps, fds, mems, rss or sk; found \`${words.at(-1)}\``);
  }
  if (dirs.length === 0) command.error(`error: the folder of a checkpoint is missing: critgen x <dir> ${what}`);
  const isGiven = format.schema !== undefined || format.config !== undefined;
  const schema = isGiven ? await formatOf(format) : undefined;
  if (isGiven && schema === undefined) return;
  const { answers } = await import("../inspect/explore/parallel.ts");
  const questions = dirs.map((dir) => ({ dir, what, json, oneOfMany: dirs.length > 1, schema }));
  await write(answers(questions), json && dirs.length > 1);
}

/** Writes each answer to standard output. Errors go to standard error; they do not stop the other answers. */
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
