import { ofProblems, type Rule } from "./rule.ts";

export const numberReused: Rule = {
  id: "number-reused",
  title: "A number that something else had is used again",
  why: "Old files have the old meaning under that number: they are read as the new one, or refused.",
  category: "history",
  severity: "error",
  check: (audited) => ofProblems(audited, "number-reused"),
};
