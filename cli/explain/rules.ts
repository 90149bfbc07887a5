import { explanations } from "../../generator/own/explanations.ts";
import { didYouMean } from "../../generator/text/suggest.ts";
import type { Rule } from "../../registry/rules/rule.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { wrap } from "../terminal/wrap.ts";

/** Greatest width of lines of prose, in columns. */
const WIDEST = 100;

/**
 * Explains a rule, and the way to accept its findings. Without an id, lists all rules, a line each.
 *
 * @throws {Error} if the rule is unknown
 */
export function explain(id: string | undefined, columns: number): string {
  const width = Math.min(columns, WIDEST);
  if (id === undefined) return listAll(width);
  const rule = RULES.find((one) => one.id === id.toLowerCase());
  if (rule !== undefined) return explainOne(rule, width);
  // The audit reports problems under their own codes, so these can be explained too.
  const problem = explanations().get(id.toLowerCase());
  if (problem !== undefined) return problem;
  const ids = RULES.map((one) => one.id);
  throw new Error(`there is no rule ${id}; ${didYouMean(id.toLowerCase(), ids) ?? `rules: ${ids.join(", ")}`}`);
}

function listAll(width: number): string {
  const column = Math.max(...RULES.map(({ id }) => id.length)) + 2;
  const categories = [...new Set(RULES.map(({ category }) => category))];
  return categories
    .map((category) => {
      const rules = RULES.filter((rule) => rule.category === category);
      const lines = rules.flatMap(({ id, title }) =>
        wrap(title, { width, head: `  ${id.padEnd(column)}`, indent: " ".repeat(column + 2) }),
      );
      return [`${category}:`, ...lines].join("\n");
    })
    .join("\n\n");
}

function explainOne({ id, title, why, severity }: Rule, width: number): string {
  const accept = [`accept:`, `  ${id}:`, `    NAME: "Why it is right as it is"`].map((line) => `  ${line}`);
  return [
    ...wrap(`${severity} ${id}: ${title}`, { width }),
    "",
    ...wrap(why, { width }),
    "",
    ...wrap("If a finding is right as it is, accept it in images.yaml, above the rows:", { width }),
    "",
    ...accept,
    "",
    ...wrap("NAME is the subject of the finding; write NAME + NAME if it has two.", { width }),
    ...wrap(`docs/audit.md#${id} has an example.`, { width }),
  ].join("\n");
}
