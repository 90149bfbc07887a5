import { versionOfCritgen } from "../../generator/own/version.ts";
import { toGithub as githubOf } from "../../registry/report/github.ts";
import { pathsBelow } from "../../registry/report/place.ts";
import { toSarif as sarifOf } from "../../registry/report/sarif.ts";
import type { Finding } from "../../registry/rules/finding.ts";
import { dataOf, shownFile } from "../../upstream/upgrade/data.ts";
import { EFFECTS } from "../../upstream/upgrade/effects/effect.ts";
import type { Touched } from "../../upstream/upgrade/upgrade.ts";
import { toJson as jsonOf } from "../terminal/problems.ts";

/** Writes places as a JSON array. */
export function toJson(touched: readonly Touched[]): string {
  return jsonOf(dataOf(touched));
}

/** Writes places as SARIF 2.1.0 for code scanning. */
export function toSarif(touched: readonly Touched[]): string {
  const rules = Object.entries(EFFECTS).map(([id, rule]) => ({ id, category: "upgrade", ...rule }));
  const more = (): string => "For more, read docs/upgrade.md.";
  return sarifOf(touched.map(toFinding), { rules, version: versionOfCritgen(), pathOf: pathsBelow("."), more });
}

/** Writes places as annotations of a GitHub workflow. */
export function toGithub(touched: readonly Touched[]): string {
  return githubOf(touched.map(toFinding), pathsBelow("."));
}

/** Describes a place as a finding. Its line, not the number of the line, identifies it. */
function toFinding({ effect: { kind, message, hint }, at, source }: Touched): Finding {
  const subjects = [shownFile(at.file), source.trim(), message];
  const { severity } = EFFECTS[kind];
  return { rule: kind, severity, message, ...(hint !== undefined && { suggestion: hint }), at, subjects };
}
