import type { Acceptance } from "../model/model.ts";
import type { Finding } from "./finding.ts";

/** What an acceptance names a finding by: what it is about. */
export function keyOf({ subjects }: Pick<Finding, "subjects">): string {
  return subjects.join(" + ");
}

/** Whether an acceptance is of this finding. The order of two names does not matter: rows can be moved. */
export function isAccepted(finding: Pick<Finding, "rule" | "subjects">, { rule, subjects }: Acceptance): boolean {
  const sorted = (names: readonly string[]): string => names.toSorted().join(" ");
  return rule === finding.rule && sorted(subjects.split(" + ")) === sorted(finding.subjects);
}
