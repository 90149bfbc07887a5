import { ofProblems, type Rule } from "./rule.ts";

export const missingMessage: Rule = {
  id: "missing-message",
  title: "A row names a message that is not there",
  why: "What the image holds is not known: no reader can be made.",
  category: "rows",
  severity: "error",
  check: (audited) => ofProblems(audited, "unknown-message"),
};
