import { ofProblems, type Rule } from "./rule.ts";

export const numberReused: Rule = {
  id: "number-reused",
  title: "A number with another meaning in old files is used again",
  why: "Old files use the number in its old meaning: readers take it for the new one, or refuse it.",
  category: "history",
  severity: "error",
  check: (audited) => ofProblems(audited, "number-reused"),
};
