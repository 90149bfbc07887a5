import pc from "picocolors";
import type { Problem } from "../model/problem.ts";

/** Problems as a terminal shows them: a line of place and code, a line of words, a line of advice. */
export function formatProblems(schema: string, problems: readonly Problem[]): string {
  return problems
    .map(({ at, code, message, hint }) => {
      const head = `${pc.bold(`${schema}/${at.file}:${at.line}:${at.column}`)} ${pc.red(code)}`;
      return [head, `  ${message}`, ...(hint === undefined ? [] : [`  ${pc.dim(hint)}`])].join("\n");
    })
    .join("\n");
}
