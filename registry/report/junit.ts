import { type Finding, isOpen } from "../rules/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { type FilePath, withSuggestion } from "./place.ts";

/** Writes a test case for each rule, as CI servers show them. It fails if a finding of the rule is open. */
export function toJunit(findings: readonly Finding[], rules: readonly Rule[], pathOf: FilePath): string {
  const cases = rules.map((rule) => ({ rule, found: findings.filter((finding) => isOf(finding, rule, rules)) }));
  const failures = cases.filter(({ found }) => found.some(isOpen)).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="critgen audit" ${counts}>`,
    `  <testsuite name="critgen audit" ${counts}>`,
    ...cases.map(({ rule, found }) => toCase(rule, found, pathOf)),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

/** Returns whether a finding is of a rule; a problem without a rule of its own belongs to `refused`. */
function isOf({ rule }: Finding, { id }: Rule, rules: readonly Rule[]): boolean {
  return rule === id || (id === "refused" && !rules.some((one) => one.id === rule));
}

function toCase({ id, title, category }: Rule, found: readonly Finding[], pathOf: FilePath): string {
  const open = found.filter(isOpen);
  const rest = found.filter((finding) => !open.includes(finding));
  const lines = (some: readonly Finding[]): string => some.map((finding) => line(finding, pathOf)).join("\n");
  const inner = [
    ...(open.length === 0 ? [] : [`<failure type="${id}" message="${xml(title)}">${xml(lines(open))}</failure>`]),
    ...(rest.length === 0 ? [] : [`<system-out>${xml(lines(rest))}</system-out>`]),
  ];
  const start = `    <testcase classname="${category}" name="${id}: ${xml(title)}"`;
  if (inner.length === 0) return `${start}/>`;
  return [`${start}>`, ...inner.map((text) => `      ${text}`), "    </testcase>"].join("\n");
}

function line(finding: Finding, pathOf: FilePath): string {
  const { at, accepted } = finding;
  const reason = accepted === undefined ? "" : `\n  accepted: ${accepted}`;
  return `${pathOf(at.file)}:${at.line}:${at.column}: ${withSuggestion(finding).replaceAll("\n", "\n  ")}${reason}`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes a text for XML, and drops the characters that XML cannot contain. */
function xml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => ENTITIES[char] ?? "").replaceAll(/[^\P{C}\n\t]/gu, "");
}
