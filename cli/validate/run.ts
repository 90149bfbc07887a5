import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { jsonPieces } from "../../inspect/explore/json.ts";
import type { Refused } from "../../inspect/open/choices.ts";
import { inOrder } from "../../inspect/parallel/in-order.ts";
import type { ToValidate, Validated } from "../../inspect/validate/validated.ts";
import { inChunks } from "../output/chunks.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { hostIn } from "./host.ts";
import { toSarif } from "./sarif.ts";
import { toText } from "./text.ts";

interface Given {
  readonly withoutPages: boolean;
  readonly parent: readonly string[];
  readonly for?: string;
  readonly host?: string;
  readonly all: boolean;
  readonly json: boolean;
  readonly sarif: boolean;
}

/** Validates checkpoints in their order. One that cannot be read is reported, and the others are still checked. */
export async function run(paths: readonly string[], given: Given): Promise<ExitCode> {
  const { withoutPages, parent: parents, for: release } = given;
  const host = given.host === undefined ? undefined : hostIn(given.host);
  const options = {
    parents,
    withoutPages,
    ...(release !== undefined && { release }),
    ...(host !== undefined && { host }),
  };
  const all: Validated[] = [];
  let code: ExitCode = 0;
  for await (const one of answers(paths, options)) {
    if ("error" in one) console.error(`critgen: ${printable(one.error)}`);
    if ("error" in one) code = 2;
    else all.push(one);
  }
  await print(all, given);
  return code === 0 && all.some(({ findings }) => findings.length > 0) ? 1 : code;
}

/** Validates checkpoints; a source with several of them, such as a pod, by those. */
async function* answers(
  paths: readonly string[],
  options: Omit<ToValidate, "path">,
): AsyncGenerator<Validated | Refused> {
  const jobs = paths.map((path) => ({ path, input: { path, ...options } }));
  for await (const answer of inOrder("validation", jobs)) {
    if ("error" in answer && answer.choices.length > 0) yield* answers(answer.choices, options);
    else yield answer;
  }
}

/** Levels of the JSON that are written in pieces: checkpoints, their members, findings. */
const LEVELS = 3;

async function print(validated: readonly Validated[], { json, sarif, all }: Given): Promise<void> {
  if (sarif) console.log(toSarif(validated));
  else if (json) await pour(inChunks(jsonPieces(validated, LEVELS)), openOutput(undefined), "\n");
  else {
    const texts = validated.map((one) => toText(one, terminalOf(stdout), all ? Number.POSITIVE_INFINITY : undefined));
    if (texts.length > 0) console.log(texts.join("\n\n"));
  }
}
