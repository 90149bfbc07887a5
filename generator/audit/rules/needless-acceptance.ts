import { names, partsOf } from "../../model/accept.ts";
import type { Acceptance } from "../../model/model.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Audited, Found, Rule } from "./rule.ts";

const ID = "needless-acceptance";

export const needlessAcceptance: Rule = {
  id: ID,
  title: "An acceptance accepts nothing",
  why: "What it accepted is mended or gone, its name is misspelled, or it is nothing that can be accepted. One that stays would hide the next thing of that name.",
  category: "acceptances",
  severity: "warning",
  *check(audited) {
    for (const acceptance of audited.model.accepted) {
      const wrong = whatIsWrong(acceptance, audited);
      if (wrong === undefined) continue;
      const { at, rule, subjects } = acceptance;
      yield { suggestion: "take it out of `accept`", ...wrong, at, subjects: [subjects, rule], mustBeMended: true };
    }
  },
};

type Wrong = Pick<Found, "message" | "suggestion">;

function whatIsWrong(acceptance: Acceptance, audited: Audited): Wrong | undefined {
  const { rule, subjects } = acceptance;
  const { rules, found } = audited;
  if (!rules.includes(rule)) {
    const suggestion = didYouMean(rule, rules) ?? "`critgen audit --explain` lists all rules";
    return { message: `there is no rule \`${rule}\` that could be accepted`, suggestion };
  }
  if (rule === ID) return { message: `what \`${ID}\` finds cannot be accepted` };
  if (isOfAbsentTree(acceptance, audited)) return undefined;
  const named = found.filter((one) => names(acceptance, one));
  if (named.length === 0) return { message: `\`${rule}\` does not find \`${subjects}\`, which \`accept\` names` };
  if (named.some(({ mustBeMended }) => !mustBeMended)) return undefined;
  const message = `\`generate\` refuses what \`${rule}\` finds of \`${subjects}\`: it cannot be accepted`;
  return { message, suggestion: "mend it, and take it out of `accept`" };
}

/** What is accepted of a project's tree is judged if the tree is there, and not older than what was accepted. */
function isOfAbsentTree({ rule, subjects }: Acceptance, { trees }: Audited): boolean {
  const here = trees.filter(({ older }) => older === undefined).map(({ project }) => project);
  return rule.startsWith("tree-") && !here.some((project) => partsOf(subjects).includes(project));
}
