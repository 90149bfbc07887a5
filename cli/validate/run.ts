import { stdout } from "node:process";
import { checkHost, type Host, validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/explore/json.ts";
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
    try {
      validated.push(await validateOne(path, given, host));
    } catch (error) {
      console.error(`critgen: ${printable(located(path, error).message)}`);
      code = 2;
    }
  }
  print(validated, given);
  return code === 0 && validated.some(({ findings }) => findings.length > 0) ? 1 : code;
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
