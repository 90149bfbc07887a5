import { names, partsOf } from "../../generator/model/accept.ts";
import type { Acceptance } from "../../generator/model/model.ts";
import { didYouMean } from "../../generator/text/suggest.ts";
import type { Audited, Found, Rule } from "./rule.ts";

const ID = "needless-acceptance";

export const needlessAcceptance: Rule = {
  id: ID,
  title: "An acceptance accepts nothing",
  why: "Its finding was mended or is gone, its name is misspelled, or its finding cannot be accepted. If it stays, it hides the next finding of that name.",
  category: "acceptances",
  severity: "warning",
  *check(audited) {
    for (const acceptance of audited.model.accepted) {
      const wrong = wrongOf(acceptance, audited);
      if (wrong === undefined) continue;
      const { at, rule, subjects } = acceptance;
      yield { suggestion: "remove it from `accept`", ...wrong, at, subjects: [subjects, rule], mustBeMended: true };
    }
  },
};

type Wrong = Pick<Found, "message" | "suggestion">;

function wrongOf(acceptance: Acceptance, audited: Audited): Wrong | undefined {
  const { rule, subjects } = acceptance;
  const { rules, found } = audited;
  if (!rules.includes(rule)) {
    const suggestion = didYouMean(rule, rules) ?? "`critgen audit --explain` lists all rules";
    return { message: `\`accept\` names the rule \`${rule}\`, and there is none`, suggestion };
  }
  if (rule === ID) return { message: `findings of \`${ID}\` cannot be accepted` };
  if (isOfAbsentTree(acceptance, audited)) return undefined;
  const named = found.filter((one) => names(acceptance, one));
  if (named.length === 0) return { message: `\`accept\` names \`${subjects}\`, and \`${rule}\` does not find it` };
  if (named.some(({ mustBeMended }) => !mustBeMended)) return undefined;
  const message = `\`generate\` refuses the finding \`${rule}\` on \`${subjects}\`: it cannot be accepted`;
  return { message, suggestion: "mend it, and remove it from `accept`" };
}

/** Returns whether an acceptance is about a finding of a project whose current tree was not given to the audit. */
function isOfAbsentTree({ rule, subjects }: Acceptance, { trees }: Audited): boolean {
  const here = trees.filter(({ older }) => older === undefined).map(({ project }) => project);
  return rule.startsWith("tree-") && !here.some((project) => partsOf(subjects).includes(project));
}
