import { stdout } from "node:process";
import { openFolder } from "../../inspect/explore/folder.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { isCheckpoint } from "../../inspect/open/kind.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import { summaryOf } from "../../inspect/summary/summary.ts";
import { type GivenToShow, showImage } from "../decode/run.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { summaryLines } from "./text.ts";

interface Given extends GivenToShow {
  readonly json: boolean;
}

export function run(path: string, { json, ...given }: Given): Promise<ExitCode> {
  return withSchema(given, (schema) =>
    isCheckpoint(schema.layouts, path) ? showCheckpoint(path, json, schema) : showImage(path, given, schema),
  );
}

async function showCheckpoint(path: string, json: boolean, schema: Schema): Promise<ExitCode> {
  const folder = await openFolder(path, schema);
  try {
    const summary = await summaryOf(folder);
    if (json) console.log(toJson(summary));
    else for (const line of summaryLines(summary, terminalOf(stdout).width)) console.log(line);
    return 0;
  } finally {
    await folder.source.close();
  }
}
