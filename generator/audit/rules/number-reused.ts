import { type Heir, heirs } from "../heirs.ts";
import type { Rule } from "./rule.ts";

export const numberReused: Rule = {
  id: "number-reused",
  title: "A number that something else had is used again",
  why: "Old files have the old meaning under that number: they are read as the new one, or refused.",
  category: "history",
  severity: "error",
  *check({ model }) {
    for (const heir of heirs(model)) {
      if (heir.isRename) continue;
      const message = `number ${heir.number} of \`${heir.owner}\` was \`${heir.was}\` before ${heir.release}, and is \`${heir.is}\``;
      yield { message, suggestion: `give \`${heir.is}\` a number of its own`, at: heir.at, subjects: subjectsOf(heir) };
    }
  },
};

/** What is there now, and what was. */
export function subjectsOf({ owner, is, was }: Heir): string[] {
  return [`${owner}.${is}`, `${owner}.${was}`];
}
