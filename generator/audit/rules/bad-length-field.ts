import { ofProblems, type Rule } from "./rule.ts";

export const badLengthField: Rule = {
  id: "bad-length-field",
  title: "A length is no integer",
  why: "How many bytes follow a message must be in it. A field that is no integer, or is not there, says nothing.",
  category: "layouts",
  severity: "error",
  check: (audited) => ofProblems(audited, "bad-length-field"),
};
