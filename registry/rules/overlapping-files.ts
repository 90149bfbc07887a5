import { ofProblems, type Rule } from "./rule.ts";

export const overlappingFiles: Rule = {
  id: "overlapping-files",
  title: "A file name belongs to two images",
  why: "By its name the file is read as the image that comes first in the table, and a checkpoint can hold only one of the two.",
  category: "files",
  severity: "error",
  check: (audited) => ofProblems(audited, "overlapping-files"),
};
