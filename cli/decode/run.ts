import { printableLines } from "../../generator/text/printable.ts";
import { decode } from "../../inspect/convert/decode.ts";
import { type Input, withInput } from "../../inspect/open/input.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import { oneInput } from "../options/one-input.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";

/** Options of printing an image for people. */
export interface GivenToShow extends FormatOptions {
  readonly nopl: boolean;
  readonly tolerate: boolean;
}

interface Given extends GivenToShow {
  readonly in?: string;
  readonly out?: string;
  readonly pretty: boolean;
  readonly names: boolean;
  readonly quoteLarge: boolean;
}

export function run(image: string | undefined, given: Given): Promise<ExitCode> {
  const path = oneInput(image, given.in);
  return withSchema(given, (schema) => withInput(path, (input) => print(input, given, schema)));
}

/** Prints an image as pretty JSON with names for people. */
export function showImage(image: string, given: GivenToShow, schema: Schema): Promise<ExitCode> {
  const form = { pretty: true, names: true, quoteLarge: false };
  return withInput(image, (input) => print(input, { ...given, ...form }, schema));
}

/** Prints an image. Like crit, it ends the text with a line end on standard output, but not in a file. */
async function print(input: Input, { out, ...form }: Given, schema: Schema): Promise<0 | 1> {
  try {
    const { pieces, warnings, tolerated } = await decode({ input, ...form, schema });
    await pour(pieces, openOutput(out), out === undefined || out === "-" ? "\n" : "");
    for (const warning of await warnings()) {
      console.error(`critgen: ${printableLines(`${input.place}: ${warning}`)}`);
    }
    return tolerated.length > 0 ? 1 : 0;
  } catch (problem) {
    const { explainImage } = await import("../../inspect/convert/explain.ts");
    throw await explainImage(input, problem);
  }
}
