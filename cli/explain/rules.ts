import { explanations } from "../../generator/model/explanations.ts";
import { didYouMean } from "../../generator/model/suggest.ts";
import type { Rule } from "../../registry/rules/rule.ts";
import { RULES } from "../../registry/rules/rules.ts";

/**
 * Explains a rule, and the way to accept its findings. Without an id, lists all rules, a line each.
 *
 * @throws {Error} if the rule is unknown
 */
export function explain(id: string | undefined, width: number): string {
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
      const lines = rules.flatMap(({ id, title }) => fill(title, width, `  ${id.padEnd(column)}`, column + 2));
      return [`${category}:`, ...lines].join("\n");
    })
    .join("\n\n");
}

function explainOne({ id, title, why, severity }: Rule, width: number): string {
  const accept = [`accept:`, `  ${id}:`, `    NAME: "Why it is right as it is"`].map((line) => `  ${line}`);
  return [
    ...fill(`${severity} ${id}: ${title}`, width),
    "",
    ...fill(why, width),
    "",
    ...fill("If a finding is right as it is, accept it in images.yaml, above the rows:", width),
    "",
    ...accept,
    "",
    ...fill("NAME is the subject of the finding; write NAME + NAME if it has two.", width),
    ...fill(`docs/audit.md#${id} has an example.`, width),
  ].join("\n");
}

/** Breaks a text into lines of at most `width`: the first begins with `head`, the others are indented. */
function fill(text: string, width: number, head = "", indent = 0): string[] {
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(" ")) {
    const isFirst = line === head || line === " ".repeat(indent);
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${" ".repeat(indent)}${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}
