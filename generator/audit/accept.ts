import type { Acceptance } from "../model/model.ts";
import type { Finding } from "./finding.ts";

/** What an acceptance names a finding by: what it is about. */
export function keyOf({ subjects }: Pick<Finding, "subjects">): string {
  return subjects.join(" + ");
}

/** Whether an acceptance names this finding. The order of two names does not matter: rows can be moved. */
export function names({ rule, subjects }: Acceptance, finding: Pick<Finding, "rule" | "subjects">): boolean {
  const sorted = (all: readonly string[]): string => all.toSorted().join(" + ");
  return rule === finding.rule && sorted(partsOf(subjects)) === sorted(finding.subjects);
}

/** `NAME + NAME`, with blanks or without. */
export function partsOf(subjects: string): string[] {
  return subjects.split("+").map((part) => part.trim());
}
