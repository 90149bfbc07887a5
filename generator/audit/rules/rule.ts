import type { Model } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import type { Compared } from "../against/compare.ts";
import type { Finding, Severity } from "../finding.ts";

/** What a rule is about, as the documents group them. */
type Category = "magics" | "towns" | "files" | "rows" | "layouts" | "display" | "history" | "trees" | "acceptances";

/** What the registry must keep. */
export interface Rule {
  /** Stable; docs/audit.md has a section on each. */
  readonly id: string;
  /** What it says where it is tripped, in a few words. */
  readonly title: string;
  /** A sentence or two: what goes wrong otherwise. */
  readonly why: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly check: (audited: Audited) => Iterable<Found>;
}

/** What rules look at. */
export interface Audited {
  readonly model: Model;
  /** What `generate` refuses in the schema. */
  readonly problems: readonly Problem[];
  /** What the schema was compared with. */
  readonly trees: readonly Compared[];
  /** The ids of all rules. */
  readonly rules: readonly string[];
  /** What the rules before this one found. */
  readonly found: readonly Finding[];
}

/** Finding of one rule: its id and its severity are the rule's, unless it has another id, or weighs less. */
export type Found = Omit<Finding, "rule" | "severity" | "accepted"> &
  Partial<Pick<Finding, "rule">> & { readonly severity?: "note" };

/** Problems of this code as findings: what `generate` refuses is told by a rule of its own here. */
export function* ofProblems({ problems }: Audited, code: string): Generator<Found> {
  for (const problem of problems) if (problem.code === code) yield ofProblem(problem);
}

export function ofProblem({ code, message, hint, at, subjects }: Problem): Found {
  const found = { rule: code, message, ...(hint !== undefined && { suggestion: hint }), at };
  return subjects === undefined ? { ...found, subjects: namesIn(message), mustBeMended: true } : { ...found, subjects };
}

/** The names that a message puts in backticks: the first is what it is about. */
function namesIn(message: string): string[] {
  return [...message.matchAll(/`([\w.]+)`/g)].slice(0, 1).map(([, name = ""]) => name);
}
