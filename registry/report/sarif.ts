import { keyOf } from "../../generator/model/accept.ts";
import type { Finding } from "../rules/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { type FilePath, withSuggestion } from "./place.ts";

/** A rule as reports show it. */
type ReportedRule = Pick<Rule, "id" | "title" | "why" | "severity"> & { readonly category: string };

interface Reported {
  readonly rules: readonly ReportedRule[];
  readonly version: string;
  readonly pathOf: FilePath;
  /** Returns where to read more on a rule; by default in the documents of the audit. */
  readonly more?: (rule: ReportedRule) => string;
}

function auditMore({ id }: ReportedRule): string {
  return `For more, run \`critgen audit --explain ${id}\` or read docs/audit.md.`;
}

/** Writes findings as SARIF 2.1.0 for code scanning. Accepted ones are suppressed, with their reasons. */
export function toSarif(findings: readonly Finding[], { rules, version, pathOf, more = auditMore }: Reported): string {
  const ids = rules.map(({ id }) => id);
  const results = findings.map((finding) => toResult(finding, ids, pathOf));
  return sarifLog(
    rules.map((rule) => toRule(rule, more(rule))),
    version,
    results,
  );
}

/** Writes a log of one run of critgen. */
export function sarifLog(rules: readonly object[], version: string, results: readonly object[]): string {
  const driver = { name: "critgen", semanticVersion: version, rules };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2);
}

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * Describes a rule.
 *
 * @param more sentence on further reading
 */
export function toRule({ id, title, why, category, severity }: ReportedRule, more: string): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${more}` },
    defaultConfiguration: { level: severity },
    properties: { tags: [category] },
  };
}

/** Returns the rule of a finding; a problem without a rule of its own belongs to `refused`. */
function ruleOf({ rule }: Finding, ids: readonly string[]): { ruleId: string; ruleIndex: number } {
  const isKnown = ids.includes(rule);
  return { ruleId: isKnown ? rule : `refused/${rule}`, ruleIndex: ids.indexOf(isKnown ? rule : "refused") };
}

/** Escapes a path for a URI; a file outside the repository has one already. */
export function uriOf(path: string): string {
  return path.startsWith("file:") ? path : encodeURI(path);
}

function toResult(finding: Finding, ids: readonly string[], pathOf: FilePath): object {
  const { rule, severity, at, accepted } = finding;
  const region = { startLine: at.line, startColumn: at.column };
  return {
    ...ruleOf(finding, ids),
    level: severity,
    message: { text: withSuggestion(finding) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(pathOf(at.file)) }, region } }],
    // Identifies the finding even if its line changes.
    partialFingerprints: { "subjects/v1": `${rule}: ${keyOf(finding)}` },
    suppressions: accepted === undefined ? [] : [{ kind: "inSource", status: "accepted", justification: accepted }],
  };
}
