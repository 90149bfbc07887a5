import type { Model } from "../../generator/model/model.ts";
import type { Problem } from "../../generator/model/problem.ts";
import type { Collision } from "../against/collisions.ts";
import type { Compared } from "../against/compare.ts";
import type { Finding, Severity } from "./finding.ts";

/** Subject of a rule; the documents group rules by it. */
type Category =
  | "magics"
  | "towns"
  | "files"
  | "rows"
  | "layouts"
  | "display"
  | "relations"
  | "history"
  | "trees"
  | "acceptances";

/** A rule that the registry must keep. */
export interface Rule {
  /** Stable; docs/audit.md has a section on each. */
  readonly id: string;
  /** A few words on a registry that breaks the rule. */
  readonly title: string;
  /** Reason, in a sentence or two: the harm if the rule is broken. */
  readonly why: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly check: (audited: Audited) => Iterable<Found>;
}

/** The input of a rule. */
export interface Audited {
  readonly model: Model;
  /** Problems of the schema: `generate` refuses it for them. */
  readonly problems: readonly Problem[];
  /** Differences from each source tree. */
  readonly trees: readonly Compared[];
  /** Numbers with two meanings in two of the trees. */
  readonly collisions: readonly Collision[];
  /** The ids of all rules. */
  readonly rules: readonly string[];
  /** Findings of the rules before this one. */
  readonly found: readonly Finding[];
}

/** Finding of one rule. It gets the id and the severity of the rule, unless it has another id or is only a note. */
export type Found = Omit<Finding, "rule" | "severity" | "accepted"> &
  Partial<Pick<Finding, "rule">> & { readonly severity?: "note" };

/** Reports the problems of one code as findings. */
export function* ofProblems({ problems }: Audited, code: string): Generator<Found> {
  for (const problem of problems) if (problem.code === code) yield ofProblem(problem);
}

export function ofProblem({ code, message, hint, at, subjects }: Problem): Found {
  const found = { rule: code, message, ...(hint !== undefined && { suggestion: hint }), at };
  return subjects === undefined ? { ...found, subjects: namesIn(message), mustBeMended: true } : { ...found, subjects };
}

/** Returns the first name in backticks: the subject of the message. */
function namesIn(message: string): string[] {
  return [...message.matchAll(/`([\w.]+)`/g)].slice(0, 1).map(([, name = ""]) => name);
}
