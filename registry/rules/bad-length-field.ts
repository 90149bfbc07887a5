import { ofProblems, type Rule } from "./rule.ts";

export const badLengthField: Rule = {
  id: "bad-length-field",
  title: "A length field is not an integer",
  why: "A message must contain the size of its extra. A field that is missing, or is not an integer, cannot give it.",
  category: "layouts",
  severity: "error",
  check: (audited) => ofProblems(audited, "bad-length-field"),
};
