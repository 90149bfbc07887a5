import { ofProblems, type Rule } from "./rule.ts";

export const undeclaredAlias: Rule = {
  id: "undeclared-alias",
  title: "A shared magic is not declared",
  why: "Two rows with the same entries write one number twice. A change of one forgets the other, and the table does not tell whether they share it on purpose.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "undeclared-alias"),
};
