import { ofProblems, type Rule } from "./rule.ts";

export const byteSwappedMagic: Rule = {
  id: "byte-swapped",
  title: "A magic is its own, or another's, bytes the other way round",
  why: "Images are in the byte order of the machine that wrote them, and readers tell it by the first magic. From this one they cannot, or they take the image for another.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "byte-swapped"),
};
