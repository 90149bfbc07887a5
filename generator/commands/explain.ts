import { readFileSync } from "node:fs";
import { RULES } from "../audit/rules/rules.ts";
import { packageFile } from "../model/package-root.ts";
import { didYouMean } from "../model/suggest.ts";

/**
 * The paragraph of docs/problems.md on a code, with its example; all codes where none is named.
 *
 * @throws {Error} where there is no such code
 */
export function explainProblem(code: string | undefined): string {
  const [, ...sections] = readFileSync(packageFile("docs/problems.md"), "utf8").split(/^## /m);
  const byCode = new Map(sections.map((section) => [section.split("\n", 1)[0] ?? "", section]));
  if (code === undefined) return [...byCode.keys()].join("\n");
  const section = byCode.get(code);
  if (section !== undefined) return section.replaceAll(/^```.*\n/gm, "").trim();
  if (RULES.some(({ id }) => id === code)) throw new Error(`${code} is a rule: \`critgen audit --explain ${code}\``);
  const codes = [...byCode.keys()];
  throw new Error(`there is no code ${code}; ${didYouMean(code, codes) ?? "`critgen explain` lists them"}`);
}
