import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { openFolder } from "../../inspect/explore/folder.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { choicesIn } from "../../inspect/open/choices.ts";
import { isCheckpoint } from "../../inspect/open/kind.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import { type Summary, summaryOf } from "../../inspect/summary/summary.ts";
import { type GivenToShow, showImage } from "../decode/run.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { summaryLines } from "./text.ts";

interface Given extends GivenToShow {
  readonly json: boolean;
}

export function run(paths: readonly string[], { json, ...given }: Given): Promise<ExitCode> {
  return withSchema(given, async (schema) => {
    const [path = "", ...others] = paths;
    if (others.length === 0 && !(await isCheckpoint(schema.layouts, path))) return showImage(path, given, schema);
    return print(answers(paths, schema), { json, asList: others.length > 0 });
  });
}

/** Summary of a checkpoint, or the reason for which there is none. */
type Answer = Summary | Error;

/** Sums up checkpoints in their order; one with several in it, such as a pod, by those. */
async function* answers(paths: readonly string[], schema: Schema): AsyncGenerator<Answer> {
  for (const path of paths) {
    const answer = await answerOf(path, schema);
    const choices = choicesIn(path, answer);
    if (choices.length === 0) yield answer;
    for (const choice of choices) yield await answerOf(choice, schema);
  }
}

async function answerOf(path: string, schema: Schema): Promise<Answer> {
  try {
    const folder = await openFolder(path, schema);
    return await summaryOf(folder).finally(() => folder.source.close());
  } catch (error) {
    return error as Error;
  }
}

interface Form {
  readonly json: boolean;
  /** Whether the JSON is a list, although there may be a single summary. */
  readonly asList: boolean;
}

/** Prints summaries. Errors go to standard error; they do not stop the others. */
async function print(answers: AsyncIterable<Answer>, { json, asList }: Form): Promise<ExitCode> {
  const summaries: Summary[] = [];
  let code: ExitCode = 0;
  for await (const answer of answers) {
    if (answer instanceof Error) {
      console.error(`critgen: ${printable(answer.message)}`);
      code = 2;
      continue;
    }
    if (!json && summaries.length > 0) console.log();
    if (!json) for (const line of summaryLines(answer, terminalOf(stdout).width)) console.log(line);
    summaries.push(answer);
  }
  if (json && (asList || summaries.length > 1)) console.log(toJson(summaries));
  else if (json && summaries.length === 1) console.log(toJson(summaries[0]));
  return code;
}
