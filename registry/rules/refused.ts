import { ofProblem, type Rule } from "./rule.ts";

export const refused: Rule = {
  id: "refused",
  title: "`generate` refuses the schema",
  why: "No code can be generated until the problem is mended. docs/problems.md explains each problem by its code.",
  category: "rows",
  severity: "error",
  *check({ problems, rules }) {
    // Keeps the code of each problem. Problems with the id of a rule are reported by that rule.
    for (const problem of problems) if (!rules.includes(problem.code)) yield ofProblem(problem);
  },
};
