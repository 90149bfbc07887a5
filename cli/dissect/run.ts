import { stdout } from "node:process";
import { type Dissected, dissect } from "../../inspect/dissect/dissect.ts";
import { nodeToJson } from "../../inspect/dissect/json.ts";
import { summary } from "../../inspect/dissect/tally.ts";
import { withInput } from "../../inspect/open/input.ts";
import type { FormatOptions } from "../options/format.ts";
import { inChunks } from "../output/chunks.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { wrap } from "../terminal/wrap.ts";
import { pageOf } from "./page.ts";
import { nodeLines } from "./text.ts";

interface Given extends FormatOptions {
  readonly entries?: string;
  readonly full: boolean;
  readonly json: boolean;
}

export function run(path: string, { entries, full, json, ...format }: Given): Promise<ExitCode> {
  return withSchema(format, async (schema) => {
    const dissected = await withInput(path, (input) => dissect({ input, entries, schema }));
    const lines = json ? jsonLines(dissected) : textLines(dissected, full);
    await pour(inChunks(ended(lines)), openOutput(undefined), "");
    const note = await dissected.note();
    if (note !== undefined) console.error(`critgen: ${path}: ${note}`);
    return dissected.tally.notes.error > 0 ? 1 : 0;
  });
}

function* jsonLines({ nodes }: Dissected): Generator<string> {
  for (const node of nodes) yield nodeToJson(node);
}

function* textLines({ bytes, nodes, tally }: Dissected, full: boolean): Generator<string> {
  const terminal = terminalOf(stdout);
  const page = pageOf(bytes, terminal, full);
  for (const node of nodes) yield* nodeLines(page, node);
  yield "";
  yield* wrap(summary(tally), { width: terminal.width, cut: true });
}

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
