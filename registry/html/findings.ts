import type { Finding } from "../rules/finding.ts";
import { RULES } from "../rules/rules.ts";
import { byMark, type Mark, markOf } from "./mark.ts";

export interface FindingView {
  readonly rule: string;
  readonly mark: Mark;
  readonly message: string;
  readonly suggestion: string | undefined;
  readonly accepted: string | undefined;
  /** `images.yaml:12:3` */
  readonly where: string;
}

/** The findings of one rule. */
export interface GroupView {
  readonly rule: string;
  readonly title: string;
  readonly why: string;
  readonly mark: Mark;
  readonly findings: readonly FindingView[];
}

export function findingView(finding: Finding): FindingView {
  const { rule, message, suggestion, accepted, at } = finding;
  return { rule, mark: markOf(finding), message, suggestion, accepted, where: `${at.file}:${at.line}:${at.column}` };
}

/** Groups findings by their rules, the worst first. */
export function groupViews(findings: readonly Finding[]): GroupView[] {
  const sorted = findings.toSorted(byMark);
  const ids = [...new Set(sorted.map(({ rule }) => rule))];
  return ids.map((id) => {
    const rule = RULES.find((one) => one.id === id);
    const views = sorted.filter((finding) => finding.rule === id).map(findingView);
    return {
      rule: id,
      title: rule?.title ?? id,
      why: rule?.why ?? "",
      mark: views[0]?.mark ?? "none",
      findings: views,
    };
  });
}
