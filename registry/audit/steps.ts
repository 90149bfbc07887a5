import { names } from "../../generator/model/accept.ts";
import type { Acceptance, Model } from "../../generator/model/model.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { oneLine } from "../../upstream/diff/describe.ts";
import type { Finding } from "../rules/finding.ts";
import type { Audited } from "../rules/rule.ts";
import { RULES } from "../rules/rules.ts";

/**
 * Checks a model by all rules, one in each step: a server can answer requests in between.
 *
 * @param problems all problems of the model's schema
 */
export function* auditSteps(
  model: Model,
  problems: readonly Problem[],
  against: Pick<Audited, "trees" | "collisions"> = { trees: [], collisions: [] },
): Generator<undefined, Finding[]> {
  const rules = RULES.map(({ id }) => id);
  const acceptances = new Set(model.accepted);
  const found: Finding[] = [];
  for (const { id, severity, check } of RULES) {
    const here = [...check({ model, problems, ...against, rules, found })];
    found.push(...here.map((one) => accept({ rule: id, severity, ...one }, acceptances)));
    yield;
  }
  return found.sort(inOrder);
}

/**
 * Adds the reason to a finding if it is accepted, and removes the acceptance from the set: it accepts one finding only.
 * Turns each text into one line without control characters, since parts of it come from the schema.
 */
function accept(finding: Finding, acceptances: Set<Acceptance>): Finding {
  const { message, suggestion, mustBeMended } = finding;
  const acceptance = mustBeMended ? undefined : [...acceptances].find((one) => names(one, finding));
  if (acceptance !== undefined) acceptances.delete(acceptance);
  const reason = acceptance?.reason;
  return {
    ...finding,
    message: oneLine(message),
    ...(suggestion !== undefined && { suggestion: oneLine(suggestion) }),
    ...(reason !== undefined && { accepted: oneLine(reason) }),
  };
}

function inOrder({ at: a }: Finding, { at: b }: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
