import { ofProblem, type Rule } from "./rule.ts";

/** Problems that a rule of their own tells of. */
const ELSEWHERE = ["zero-magic", "unknown-message", "bad-length-field"];

export const refused: Rule = {
  id: "refused",
  title: "`generate` refuses it",
  why: "No code can be made of the schema until it is mended. docs/problems.md explains each problem by its code.",
  category: "rows",
  severity: "error",
  *check({ problems }) {
    for (const problem of problems) {
      const found = ofProblem(problem);
      if (!ELSEWHERE.includes(problem.code)) yield { ...found, message: `${problem.code}: ${found.message}` };
    }
  },
};
