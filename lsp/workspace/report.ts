import { openProblems } from "../../generator/check/check.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Location, Problem } from "../../generator/model/problem.ts";
import { type Finding, isOpen } from "../../registry/rules/finding.ts";

/** A problem or a finding, as an editor shows it. */
export interface Report {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly hint?: string;
  readonly at: Location;
  /** Names by which the table can accept it, under its code; absent if it cannot be accepted. */
  readonly subjects?: readonly string[];
}

/** Returns the problems that the table does not accept. */
export function ofProblems(model: Model, problems: readonly Problem[]): Report[] {
  return openProblems(model, problems).map((problem) => ({ ...problem, severity: "error" }));
}

/** Returns the findings that the table does not accept, and notes. */
export function ofFindings(findings: readonly Finding[]): Report[] {
  return findings
    .filter((finding) => isOpen(finding) || (finding.severity === "note" && finding.accepted === undefined))
    .map(({ rule, severity, message, suggestion, at, subjects, mustBeMended }) => ({
      ...{ code: rule, severity, message, at },
      ...(suggestion !== undefined && { hint: suggestion }),
      ...(mustBeMended !== true && { subjects }),
    }));
}

/** Leaves out reports of the same thing: the audit reports problems too. */
export function unique(reports: readonly Report[]): Report[] {
  const key = ({ code, at }: Report): string => `${code} ${at.file}:${at.line}:${at.column}`;
  const byKey = new Map(reports.toReversed().map((report) => [key(report), report]));
  return [...byKey.values()].reverse();
}
