import type { Acceptance } from "../../model/model.ts";
import { didYouMean } from "../../model/suggest.ts";
import { isAccepted } from "../accept.ts";
import type { Audited, Rule } from "./rule.ts";

export const needlessAcceptance: Rule = {
  id: "needless-acceptance",
  title: "An acceptance accepts nothing",
  why: "What it accepted is mended or gone, or its name is misspelled. One that stays would hide the next thing of that name.",
  category: "acceptances",
  severity: "error",
  *check(audited) {
    const { model, rules, found } = audited;
    for (const acceptance of model.accepted) {
      const { rule, subjects, at } = acceptance;
      if (!rules.includes(rule)) {
        const suggestion = didYouMean(rule, rules) ?? "`critgen audit --explain` lists all rules";
        yield { message: `there is no rule \`${rule}\` that could be accepted`, suggestion, at, subjects: [subjects] };
      } else if (!isOfAbsentTree(acceptance, audited) && !found.some((one) => isAccepted(one, acceptance))) {
        const message = `\`${rule}\` does not find \`${subjects}\`, which \`accept\` names`;
        yield { message, suggestion: "take it out of `accept`", at, subjects: [subjects] };
      }
    }
  },
};

/** What is accepted of a project's tree is judged where the tree is there. */
function isOfAbsentTree({ rule, subjects }: Acceptance, { trees }: Audited): boolean {
  return rule.startsWith("tree-") && !trees.some(({ project }) => subjects.endsWith(` + ${project}`));
}
