import { ofProblem, type Rule } from "./rule.ts";

export const refused: Rule = {
  id: "refused",
  title: "`generate` refuses it",
  why: "No code can be made of the schema until it is mended. docs/problems.md explains each problem by its code.",
  category: "rows",
  severity: "error",
  *check({ problems, rules }) {
    // Each under its own code: other rules tell of the problems that have their ids.
    for (const problem of problems) if (!rules.includes(problem.code)) yield ofProblem(problem);
  },
};
