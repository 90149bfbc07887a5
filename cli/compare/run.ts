import { stdout } from "node:process";
import { type Checkpoint, type Comparison, compareCheckpoints } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { toJson } from "../../inspect/compare/json.ts";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";
import { Meter } from "../terminal/meter.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toText } from "./text.ts";

interface Given {
  readonly only?: readonly string[];
  readonly parent: readonly string[];
  readonly noise: boolean;
  readonly all: boolean;
  readonly json: boolean;
}

/** Reasons for which the comparison of pages is not complete: the parents may be elsewhere. */
const INCOMPLETE = new Set(["no-parent", "lost"]);

export async function run(pathA: string, pathB: string, given: Given): Promise<ExitCode> {
  const a = await open(pathA, given);
  try {
    const b = await open(pathB, given);
    try {
      const comparison = await compare(a, b, given);
      print([pathA, pathB], comparison, given);
      return codeOf(comparison);
    } finally {
      await b.close();
    }
  } finally {
    await a.close();
  }
}

function open(path: string, { parent: parents }: Given): Promise<Checkpoint> {
  return openCheckpoint(path, { parents }).catch((error: unknown) => {
    throw located(path, error);
  });
}

async function compare(a: Checkpoint, b: Checkpoint, { only }: Given): Promise<Comparison> {
  const meter = new Meter("compared");
  try {
    return await compareCheckpoints(a, b, { ...(only && { only }), progress: (done) => meter.tell(done) });
  } finally {
    meter.clear();
  }
}

function print(paths: readonly [string, string], comparison: Comparison, { noise, all, json }: Given): void {
  if (json) console.log(toJson(paths, comparison, noise));
  else console.log(toText(comparison, terminalOf(stdout), { noise, all }).join("\n"));
}

function codeOf(comparison: Comparison): ExitCode {
  if (!comparison.isSame) return 1;
  if (!comparison.uncompared.some(({ reason }) => INCOMPLETE.has(reason))) return 0;
  console.error("critgen: the answer is not known, because pages are missing");
  return 2;
}
