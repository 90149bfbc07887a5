import { stdout } from "node:process";
import { printableLines } from "../../generator/text/printable.ts";
import { encode } from "../../inspect/convert/encode.ts";
import { type Input, withInput } from "../../inspect/open/input.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import { oneInput } from "../options/one-input.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";

interface Given extends FormatOptions {
  readonly in?: string;
  readonly out?: string;
}

export function run(json: string | undefined, { in: file, out, ...format }: Given): Promise<ExitCode> {
  const path = oneInput(json, file);
  if (out === undefined && stdout.isTTY) {
    throw new Error("an image is not text for a terminal: specify a file with -o FILE, or pipe it");
  }
  return withSchema(format, (schema) => withInput(path, (input) => write(input, out, schema)));
}

async function write(input: Input, out: string | undefined, schema: Schema): Promise<ExitCode> {
  const warn = (warning: string): void => console.error(`critgen: ${printableLines(`${input.place}: ${warning}`)}`);
  try {
    await pour(await encode({ input, schema, warn }), openOutput(out), "");
    return 0;
  } catch (problem) {
    const { explainJson } = await import("../../inspect/convert/explain.ts");
    throw await explainJson(input, problem);
  }
}
