import { ofProblems, type Rule } from "./rule.ts";

export const magicIsHead: Rule = {
  id: "magic-is-head",
  title: "A magic is also a head",
  why: "The first word of a file says whether it has a head. A file of format v1.0 that begins with this magic would be taken for one that has.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "magic-is-head"),
};
