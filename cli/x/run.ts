import process from "node:process";
import type { Command } from "commander";
import { printable } from "../../generator/text/printable.ts";
import { type Answer, LISTINGS, type What, whatOf } from "../../inspect/explore/explore.ts";
import { bytesOf } from "../../inspect/explore/text.ts";
import { inOrder } from "../../inspect/parallel/in-order.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";

interface Given extends FormatOptions, ParentOptions {
  readonly json: boolean;
}

export function run(
  words: readonly string[],
  { json, parent: parents, ...format }: Given,
  command: Command,
): Promise<ExitCode> {
  const dirs = words.slice(0, -1);
  const what: What | undefined = whatOf(words.at(-1));
  if (what === undefined) {
    command.error(`error: the last word must be ${LISTINGS.join(", ")}; found \`${words.at(-1)}\``);
  }
  if (dirs.length === 0) command.error(`error: the checkpoint is missing: critgen x <checkpoint> ${what}`);
  const explore = (schema: Schema | undefined): Promise<ExitCode> => {
    const oneOfMany = dirs.length > 1;
    const jobs = dirs.map((dir) => ({ path: dir, input: { dir, what, json, oneOfMany, parents, schema } }));
    return print(inOrder("listing", jobs), json && oneOfMany);
  };
  // The built-in schema is none here: a thread has it already.
  return format.schema === undefined && format.config === undefined ? explore(undefined) : withSchema(format, explore);
}

/** Prints each listing. Errors go to standard error; they do not stop the other listings. */
async function print(answers: AsyncIterable<Answer>, asList: boolean): Promise<ExitCode> {
  const [open, between, close] = asList ? ["[\n    ", ",\n    ", "\n]\n"] : ["", "\n\n", "\n"];
  let code: ExitCode = 0;
  let written = 0;
  for await (const answer of answers) {
    if ("error" in answer) {
      console.error(`critgen: ${printable(answer.error)}`);
      code = 2;
      continue;
    }
    for (const note of answer.notes) console.error(`critgen: ${printable(note)}`);
    if (answer.notes.length > 0 && code === 0) code = 1;
    process.stdout.write(bytesOf(`${written++ === 0 ? open : between}${answer.text}`));
  }
  if (written > 0) process.stdout.write(close);
  else if (asList) console.log("[]");
  return code;
}
