import { ofProblems, type Rule } from "./rule.ts";

export const duplicateMagic: Rule = {
  id: "duplicate-magic",
  title: "Two unrelated things have one magic",
  why: "A file that begins with it can be either: it is read as the first one, and the other as garbage.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "duplicate-magic"),
};
