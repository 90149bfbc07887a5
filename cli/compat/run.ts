import { printable } from "../../generator/text/printable.ts";
import { type Compat, compatOf } from "../../inspect/compat/compat.ts";
import { compatToJson } from "../../inspect/compat/json.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { printCompat } from "./text.ts";

interface Given extends FormatOptions {
  readonly criu?: string;
  readonly all: boolean;
  readonly json: boolean;
}

export function run(path: string, { criu, all, json, ...format }: Given): Promise<ExitCode> {
  return withSchema(format, async (schema) => {
    const compat = await compatOf(schema, path, criu);
    for (const problem of compat.problems) console.error(`critgen: ${printable(problem)}`);
    if (json) console.log(compatToJson(compat));
    else for (const line of printCompat(compat, all ? Number.POSITIVE_INFINITY : undefined)) console.log(line);
    return codeOf(compat);
  });
}

function codeOf({ problems, asked, oldest, missed }: Compat): ExitCode {
  if (problems.length > 0) return 2;
  return (asked === undefined ? oldest === undefined : missed.length > 0) ? 1 : 0;
}
