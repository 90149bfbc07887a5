import { ofProblems, type Rule } from "./rule.ts";

export const noPlaceForId: Rule = {
  id: "no-place-for-id",
  title: "A file name has no place for the id",
  why: "If a checkpoint has several images of a type, their file names need an id. Otherwise each overwrites the one before.",
  category: "files",
  severity: "error",
  check: (audited) => ofProblems(audited, "no-place-for-id"),
};
