import { readFileSync } from "node:fs";
import { RULES } from "../audit/rules/rules.ts";
import { packageFile } from "../model/package-root.ts";
import { didYouMean } from "../model/suggest.ts";

/**
 * Returns the paragraph of docs/problems.md on a code, with its example; all codes if none is named.
 *
 * @throws {Error} if there is no such code
 */
export function explainProblem(code: string | undefined): string {
  const byCode = readSections();
  if (code === undefined) return [...byCode.keys()].join("\n");
  const section = byCode.get(code);
  if (section !== undefined) return section.replaceAll(/^```.*\n/gm, "").trim();
  if (RULES.some(({ id }) => id === code)) throw new Error(`${code} is a rule: \`critgen audit --explain ${code}\``);
  throw new Error(`there is no code ${code}; ${didYouMean(code, byCode.keys()) ?? "`critgen explain` lists them"}`);
}

/** Lists the codes that docs/problems.md explains. */
export function problemCodes(): string[] {
  return [...readSections().keys()];
}

function readSections(): Map<string, string> {
  const [, ...sections] = readFileSync(packageFile("docs/problems.md"), "utf8").split(/^## /m);
  return new Map(sections.map((section) => [section.split("\n", 1)[0] ?? "", section]));
}
