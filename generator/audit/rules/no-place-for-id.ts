import { ofProblems, type Rule } from "./rule.ts";

export const noPlaceForId: Rule = {
  id: "no-place-for-id",
  title: "A file name has no place for the id",
  why: "An image that there are several of needs an id in its file's name, or each is written over the one before.",
  category: "files",
  severity: "error",
  check: (audited) => ofProblems(audited, "no-place-for-id"),
};
