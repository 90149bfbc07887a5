import { stdout } from "node:process";
import { explanations } from "../../generator/own/explanations.ts";
import { didYouMean } from "../../generator/text/suggest.ts";
import { RULES } from "../../registry/rules/rules.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { explain } from "./rules.ts";

export function run(code: string | undefined): ExitCode {
  console.log(explanationOf(code));
  return 0;
}

/**
 * Returns the section of docs/problems.md on a code, or the explanation of the audit rule of that id. Without a code,
 * lists all codes.
 *
 * @throws {Error} if there is no such code
 */
function explanationOf(code: string | undefined): string {
  const byCode = explanations();
  if (code === undefined) return [...byCode.keys()].join("\n");
  const section = byCode.get(code);
  if (section !== undefined) return section;
  if (RULES.some(({ id }) => id === code)) return explain(code, terminalOf(stdout).width);
  throw new Error(`there is no code ${code}; ${didYouMean(code, byCode.keys()) ?? "`critgen explain` lists them"}`);
}
