import { ofProblems, type Rule } from "./rule.ts";

export const unknownMessage: Rule = {
  id: "unknown-message",
  title: "A row names an unknown message",
  why: "The content of the image is not known, so no reader can be generated.",
  category: "rows",
  severity: "error",
  check: (audited) => ofProblems(audited, "unknown-message"),
};
