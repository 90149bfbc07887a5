import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { findIn } from "../../inspect/find/find.ts";
import { foundToJson } from "../../inspect/find/json.ts";
import { checkpointOf } from "../../inspect/open/checkpoint.ts";
import { openSource } from "../../inspect/open/open.ts";
import type { Source } from "../../inspect/open/source.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { Meter } from "../terminal/meter.ts";
import { lineOf } from "./text.ts";

interface Given extends FormatOptions, ParentOptions {
  readonly json: boolean;
  readonly count: boolean;
}

export function run(path: string, text: string, given: Given): Promise<ExitCode> {
  return withSchema(given, async (schema) => {
    if (text.trim() === "") throw new Error("the text to find is empty");
    const source = await openSource(path, given.parent);
    try {
      return await print(source, schema, text, given);
    } finally {
      await source.close();
    }
  });
}

async function print(source: Source, schema: Schema, text: string, { json, count }: Given): Promise<ExitCode> {
  const meter = new Meter("searched");
  let [places, isWhole] = [0, true];
  for await (const found of findIn(checkpointOf(source), schema, text)) {
    if (found.kind === "searched") {
      meter.tell(found.done, found.all);
      continue;
    }
    meter.clear();
    if (found.kind === "unsearched") {
      const { file, offset, reason } = found;
      console.error(`critgen: ${printable(source.where(file))}: not searched from offset ${offset} on: ${reason}`);
      isWhole = false;
      continue;
    }
    places++;
    if (!count) console.log(json ? foundToJson(found) : lineOf(found, stdout));
  }
  meter.clear();
  if (count) console.log(places);
  if (!isWhole) return 2;
  return places > 0 ? 0 : 1;
}
