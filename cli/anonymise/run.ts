import { type AnonymiseReport, anonymiseCheckpoint } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { located } from "../../inspect/open/located.ts";
import { formOf } from "../options/form-of.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { progress } from "../terminal/progress.ts";
import { keyOf } from "./key.ts";
import { toText } from "./text.ts";

interface Given extends ParentOptions {
  readonly out: string;
  readonly keep?: readonly string[];
  readonly key?: string;
  readonly json: boolean;
}

export async function run(path: string, { out, keep = [], key, json, parent: parents }: Given): Promise<ExitCode> {
  const options = { keep, ...(key !== undefined && { key: keyFrom(key) }) };
  const source = await openCheckpoint(path, { parents }).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    const { checkpoint, report } = await progress("replacing private content", () =>
      anonymiseCheckpoint(source, options),
    );
    await saveCheckpoint(checkpoint, out, { form: formOf(out, checkpoint) });
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
