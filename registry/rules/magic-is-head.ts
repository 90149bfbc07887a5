import { ofProblems, type Rule } from "./rule.ts";

export const magicIsHead: Rule = {
  id: "magic-is-head",
  title: "A magic is also a head",
  why: "The first word of a file tells whether it has a head. In format v1.0 the magic comes first, and readers would take this one for a head.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "magic-is-head"),
};
