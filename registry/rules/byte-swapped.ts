import { ofProblems, type Rule } from "./rule.ts";

export const byteSwappedMagic: Rule = {
  id: "byte-swapped",
  title: "A magic reads the same, or as another magic, in the other byte order",
  why: "Images have the byte order of the machine that wrote them, and readers find it by the first magic. This magic does not tell the byte order, or is taken for another image in the other one.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "byte-swapped"),
};
