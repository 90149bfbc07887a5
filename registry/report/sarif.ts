import { keyOf } from "../../generator/model/accept.ts";
import type { Finding } from "../rules/finding.ts";
import type { Rule } from "../rules/rule.ts";
import { type FilePath, withSuggestion } from "./place.ts";

/** Writes findings as SARIF 2.1.0 for code scanning. Accepted ones are suppressed, with their reasons. */
export function toSarif(
  findings: readonly Finding[],
  { rules, version, pathOf }: { readonly rules: readonly Rule[]; readonly version: string; readonly pathOf: FilePath },
): string {
  const driver = { name: "critgen", semanticVersion: version, rules: rules.map(toRule) };
  const ids = rules.map(({ id }) => id);
  const results = findings.map((finding) => toResult(finding, ids, pathOf));
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2);
}

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

function toRule({ id, title, why, category, severity }: Rule): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\nFor more, run \`critgen audit --explain ${id}\` or read docs/audit.md.` },
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
function uriOf(path: string): string {
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
