import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/explore/json.ts";
import type { Refused } from "../../inspect/open/choices.ts";
import { isCheckpoint } from "../../inspect/open/kind.ts";
import { inOrder } from "../../inspect/parallel/in-order.ts";
import { BUILT_IN, type Schema } from "../../inspect/schema/schema.ts";
import type { Summary } from "../../inspect/summary/summary.ts";
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
    return print(answers(paths, schema === BUILT_IN ? undefined : schema), { json, asList: others.length > 0 });
  });
}

/** Sums up checkpoints in their order; one with several in it, such as a pod, by those. */
async function* answers(paths: readonly string[], schema: Schema | undefined): AsyncGenerator<Summary | Refused> {
  const jobs = paths.map((path) => ({ path, input: { path, schema } }));
  for await (const answer of inOrder("summary", jobs)) {
    if ("error" in answer && answer.choices.length > 0) yield* answers(answer.choices, schema);
    else yield answer;
  }
}

interface Form {
  readonly json: boolean;
  /** Whether the JSON is a list, although there may be a single summary. */
  readonly asList: boolean;
}

/** Prints summaries. Errors go to standard error; they do not stop the others. */
async function print(answers: AsyncIterable<Summary | Refused>, { json, asList }: Form): Promise<ExitCode> {
  const summaries: Summary[] = [];
  let code: ExitCode = 0;
  for await (const answer of answers) {
    if ("error" in answer) {
      console.error(`critgen: ${printable(answer.error)}`);
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
