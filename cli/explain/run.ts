import { stdout } from "node:process";
import { CODES, type FindingCode } from "criu-checkpoint";
import { explanations } from "../../generator/own/explanations.ts";
import { didYouMean } from "../../generator/text/suggest.ts";
import { RULES } from "../../registry/rules/rules.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { wrap } from "../terminal/wrap.ts";
import { explain } from "./rules.ts";

export function run(code: string | undefined): ExitCode {
  console.log(explanationOf(code));
  return 0;
}

/**
 * Returns the section of docs/problems.md on a code, the explanation of a finding of `validate`, or of the audit rule of
 * that id. Without a code, lists all codes.
 *
 * @throws {Error} if there is no such code
 */
function explanationOf(code: string | undefined): string {
  const byCode = explanations();
  const all = [...new Set([...byCode.keys(), ...Object.keys(CODES)])];
  if (code === undefined) return all.join("\n");
  const { width } = terminalOf(stdout);
  const texts = [byCode.get(code), ofCheckpoint(code, width)].filter((text) => text !== undefined);
  if (texts.length > 0) return texts.join("\n\n");
  if (RULES.some(({ id }) => id === code)) return explain(code, width);
  throw new Error(`there is no code ${code}; ${didYouMean(code, all) ?? "`critgen explain` lists them"}`);
}

/** Explains a code of findings in checkpoints; images and schemas share some codes. */
function ofCheckpoint(code: string, width: number): string | undefined {
  if (!Object.hasOwn(CODES, code)) return undefined;
  const { title, remedy } = CODES[code as FindingCode];
  const lines = [`${code}, of a checkpoint`, "", ...wrap(title, { width }), "", ...wrap(remedy, { width })];
  return lines.join("\n");
}
