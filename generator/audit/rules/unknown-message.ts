import { ofProblems, type Rule } from "./rule.ts";

export const unknownMessage: Rule = {
  id: "unknown-message",
  title: "A row names a message that is not there",
  why: "What the image holds is not known: no reader can be made.",
  category: "rows",
  severity: "error",
  check: (audited) => ofProblems(audited, "unknown-message"),
};
