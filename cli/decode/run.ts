import { printableLines } from "../../generator/text/printable.ts";
import { decode } from "../../inspect/convert/decode.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import { oneInput } from "../options/one-input.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";

/** Options of `critgen show`. */
interface GivenToShow extends FormatOptions {
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
  const input = oneInput(image, given.in);
  return withSchema(given, (schema) => print(input, given, schema));
}

export function runShow(image: string, given: GivenToShow): Promise<ExitCode> {
  const form = { pretty: true, names: true, quoteLarge: false };
  return withSchema(given, (schema) => print(image, { ...given, ...form }, schema));
}

/** Prints an image. Like crit, it ends the text with a line end on standard output, but not in a file. */
async function print(input: string | undefined, { out, ...form }: Given, schema: Schema): Promise<0 | 1> {
  try {
    const { pieces, warnings, tolerated } = await decode({ input, ...form, schema });
    await pour(pieces, openOutput(out), out === undefined || out === "-" ? "\n" : "");
    for (const warning of await warnings()) {
      console.error(`critgen: ${printableLines(`${input ?? "standard input"}: ${warning}`)}`);
    }
    return tolerated.length > 0 ? 1 : 0;
  } catch (problem) {
    const { explainImage } = await import("../../inspect/convert/explain.ts");
    throw explainImage(input, problem);
  }
}
