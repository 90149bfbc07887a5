import { type AnonymiseReport, anonymiseCheckpoint } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { located } from "../../inspect/open/located.ts";
import { formOf } from "../options/form-of.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { abortable } from "../saving/abortable.ts";
import { save } from "../saving/save.ts";
import { progress } from "../terminal/progress.ts";
import { keyOf } from "./key.ts";
import { toText } from "./text.ts";

interface Given extends ParentOptions {
  readonly out: string;
  readonly keep?: readonly string[];
  readonly key?: string;
  readonly json: boolean;
}

export function run(path: string, given: Given): Promise<ExitCode> {
  return abortable((signal) => anonymise(path, given, signal));
}

async function anonymise(path: string, given: Given, signal: AbortSignal): Promise<ExitCode> {
  const { out, keep = [], key, json, parent: parents } = given;
  const options = { keep, signal, ...(key !== undefined && { key: keyFrom(key) }) };
  const source = await openCheckpoint(path, { parents, signal }).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    const { checkpoint, report } = await progress("replacing private content", () =>
      anonymiseCheckpoint(source, options),
    );
    await save(checkpoint, out, { form: formOf(out, checkpoint), signal });
    console.log(json ? JSON.stringify(report, undefined, 2) : `${toText(report)}\n\nwritten: ${printable(out)}`);
    return isWhole(report) ? 0 : 1;
  } finally {
    await source.close();
  }
}

function keyFrom(given: string): Uint8Array {
  try {
    return keyOf(given);
  } catch (error) {
    throw located("--key", error);
  }
}

const isWhole = ({ leftOut }: AnonymiseReport): boolean => leftOut.unreadable === undefined;
