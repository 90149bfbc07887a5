import { ofProblems, type Rule } from "./rule.ts";

export const undeclaredAlias: Rule = {
  id: "undeclared-alias",
  title: "A shared magic is not declared",
  why: "Two rows with the same entries say one number each for itself. If one is changed the other is forgotten, and nobody can tell whether sharing was meant.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "undeclared-alias"),
};
