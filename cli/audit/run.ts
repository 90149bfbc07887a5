import { stdout } from "node:process";
import { replace } from "../../generator/files/replace.ts";
import { versionOfCritgen } from "../../generator/model/version.ts";
import { readTrees } from "../../registry/against/read.ts";
import { type Audit, auditSchema } from "../../registry/audit/audit.ts";
import { toGithub } from "../../registry/report/github.ts";
import { toJson } from "../../registry/report/json.ts";
import { toJunit } from "../../registry/report/junit.ts";
import { pathsBelow } from "../../registry/report/place.ts";
import { toSarif } from "../../registry/report/sarif.ts";
import { isOpen } from "../../registry/rules/finding.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { explain } from "../explain/rules.ts";
import { reader, shownFolder } from "../terminal/schema-error.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toSummary, toText } from "./text.ts";

/** Options of `critgen audit`. */
export interface AuditOptions {
  readonly schema: string;
  /** Folders that extend the schema. */
  readonly extend: readonly string[];
  /** Folders with the sources of other projects. */
  readonly against: readonly string[];
  readonly as: "text" | "summary" | "json" | "sarif" | "junit" | "github";
  /** Whether accepted findings are shown too. */
  readonly accepted: boolean;
  /** File for the page, if one is wanted. */
  readonly html?: string;
}

/**
 * Runs the audit and prints its findings.
 *
 * @returns exit code: 0 nothing to do, 1 an error or a warning is not accepted
 */
export async function runAudit(options: AuditOptions): Promise<0 | 1> {
  const audit = auditSchema(options.schema, options.against.flatMap(readTrees), options.extend);
  if (options.html !== undefined) {
    const { renderAuditPage } = await import("../../registry/html/page.ts");
    replace(options.html, renderAuditPage(audit.model, audit.findings));
  }
  const text = report(audit, options);
  if (text !== "") console.log(text);
  return audit.findings.some(isOpen) ? 1 : 0;
}

function report({ findings }: Audit, { schema, as, accepted }: AuditOptions): string {
  const pathOf = pathsBelow(schema);
  const options = { schema: shownFolder(schema), read: reader(schema), accepted };
  switch (as) {
    case "json":
      return toJson(findings);
    case "sarif":
      return toSarif(findings, { rules: RULES, version: versionOfCritgen(), pathOf });
    case "junit":
      return toJunit(findings, RULES, pathOf);
    case "github":
      return toGithub(findings, pathOf);
    case "summary":
      return toSummary(findings, options);
    default:
      return toText(findings, options, terminalOf(stdout));
  }
}

/** Prints the explanation of a rule, or the list of all rules. */
export function runExplain(id: string | undefined): void {
  console.log(explain(id, Math.min(terminalOf(stdout).width, 100)));
}
