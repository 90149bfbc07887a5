import { ofProblems, type Rule } from "./rule.ts";

export const zeroMagic: Rule = {
  id: "zero-magic",
  title: "A magic is 0, and the image is not raw",
  why: "In CRIU's table 0 means a raw image: no file begins with it.",
  category: "magics",
  severity: "error",
  check: (audited) => ofProblems(audited, "zero-magic"),
};
