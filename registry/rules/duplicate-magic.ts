import { ofProblems, type Rule } from "./rule.ts";

export const duplicateMagic: Rule = {
  id: "duplicate-magic",
  title: "Two unrelated images have one magic",
  why: "A file that begins with it can be either image. It is read as the first one, so files of the other are misread.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "duplicate-magic"),
};
