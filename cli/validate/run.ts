import { stdout } from "node:process";
import { checkHost, type Host, validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { choicesIn } from "../../inspect/open/choices.ts";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { hostIn } from "./host.ts";
import { releaseFindings } from "./release.ts";
import { toSarif } from "./sarif.ts";
import { toText } from "./text.ts";
import type { Validated } from "./validated.ts";

interface Given {
  readonly withoutPages: boolean;
  readonly parent: readonly string[];
  readonly for?: string;
  readonly host?: string;
  readonly all: boolean;
  readonly json: boolean;
  readonly sarif: boolean;
}

/** Validates checkpoints one after the other. One that cannot be read is reported, and the others are still checked. */
export async function run(paths: readonly string[], given: Given): Promise<ExitCode> {
  const host = given.host === undefined ? undefined : hostIn(given.host);
  const validated: Validated[] = [];
  let code: ExitCode = 0;
  for (const path of paths) {
    for await (const one of answers(path, given, host)) {
      if (one instanceof Error) console.error(`critgen: ${printable(one.message)}`);
      if (one instanceof Error) code = 2;
      else validated.push(one);
    }
  }
  print(validated, given);
  return code === 0 && validated.some(({ findings }) => findings.length > 0) ? 1 : code;
}

/** Validates a checkpoint; a source with several of them, such as a pod, by those. */
async function* answers(path: string, given: Given, host: Host | undefined): AsyncGenerator<Validated | Error> {
  const answer = await answerOf(path, given, host);
  const choices = choicesIn(path, answer);
  if (choices.length === 0) yield answer;
  for (const choice of choices) yield await answerOf(choice, given, host);
}

async function answerOf(path: string, given: Given, host: Host | undefined): Promise<Validated | Error> {
  return validateOne(path, given, host).catch((error: unknown) => located(path, error));
}

async function validateOne(
  path: string,
  { withoutPages, parent, for: release }: Given,
  host: Host | undefined,
): Promise<Validated> {
  const checkpoint = await openCheckpoint(path, { parents: parent });
  try {
    const findings = await validate(checkpoint, { withoutPages });
    const missed = release === undefined ? [] : await releaseFindings(path, release);
    const there = host === undefined ? [] : await checkHost(checkpoint, host);
    return { checkpoint: path, folder: checkpoint.folder, findings: [...findings, ...missed, ...there] };
  } finally {
    await checkpoint.close();
  }
}

function print(validated: readonly Validated[], { json, sarif, all }: Given): void {
  if (sarif) console.log(toSarif(validated));
  else if (json) console.log(toJson(validated));
  else {
    const texts = validated.map((one) => toText(one, terminalOf(stdout), all ? Number.POSITIVE_INFINITY : undefined));
    if (texts.length > 0) console.log(texts.join("\n\n"));
  }
}
