import { ofProblems, type Rule } from "./rule.ts";

export const overlappingFiles: Rule = {
  id: "overlapping-files",
  title: "One file name is two images'",
  why: "By its name alone such a file is read as the image that stands first in the table, and a checkpoint can hold only one of the two.",
  category: "files",
  severity: "error",
  check: (audited) => ofProblems(audited, "overlapping-files"),
};
